// Drives an AWS cloud on loopback, ours or another, so that it and not its client is what is measured.
//
//   cloud-driver replay PORT COUNT WIDTH FILE   sends COUNT requests of a file over WIDTH connections at a time, and
//                                               prints how many a second and what one of them took
//   cloud-driver launch PORT PROGRAM WORD...    starts a cloud, prints the milliseconds to its first answer and what it
//                                               holds then, and ends it when the standard input ends
//   cloud-driver port                           prints a port that nobody has
//
// A file holds requests as they go over the wire, each behind its length in four bytes, the lowest first. Any answer
// but a success ends the run. What closes its connections, as some do after each answer, is dialled again.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "driver.h"

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int dial(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((unsigned short)port)};
    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    if (server < 0) return -1;
    if (connect(server, (struct sockaddr *)&address, sizeof address) != 0) {
        close(server);
        return -1;
    }
    setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return server;
}

static int print_free_port(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int server = socket(AF_INET, SOCK_STREAM, 0);
    if (server < 0 || bind(server, (struct sockaddr *)&address, length) != 0) return 1;
    if (getsockname(server, (struct sockaddr *)&address, &length) != 0) return 1;
    printf("%d\n", ntohs(address.sin_port));
    close(server);
    return 0;
}

int main(int count, char **words) {
    if (count == 2 && strcmp(words[1], "port") == 0) return print_free_port();
    if (count == 6 && strcmp(words[1], "replay") == 0)
        return replay(atoi(words[2]), atol(words[3]), atoi(words[4]), words[5]);
    if (count >= 4 && strcmp(words[1], "launch") == 0) return launch(atoi(words[2]), words + 3);
    fprintf(stderr, "usage: cloud-driver replay PORT COUNT WIDTH FILE | launch PORT PROGRAM WORD... | port\n");
    return 2;
}
