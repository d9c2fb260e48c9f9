#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "sink.h"

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// One answer: its head in one packet with its body, or not.
static int read_answer(int server) {
    char bytes[4096];
    size_t held = 0;
    for (;;) {
        ssize_t count = recv(server, bytes + held, sizeof bytes - held - 1, 0);
        if (count <= 0) return 0;
        held += (size_t)count;
        bytes[held] = 0;
        const char *end = strstr(bytes, "\r\n\r\n");
        if (end && held == (size_t)(end - bytes) + 4 + SMALL) return 1;
        if (held > SMALL + 512) return 0;
    }
}

int ask(int port, long count) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((unsigned short)port)};
    int server = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (connect(server, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("http-sink");
        return 1;
    }
    setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    char request[SMALL + 256] = {0};
    size_t length = (size_t)snprintf(
        request, sizeof request, "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n", port, SMALL) + SMALL;
    double start = now();
    for (long number = 0; number < count; number++) {
        if (send(server, request, length, MSG_NOSIGNAL) != (ssize_t)length || !read_answer(server)) {
            fprintf(stderr, "http-sink: the connection broke\n");
            return 1;
        }
    }
    printf("%.0f\n", (double)count / (now() - start));
    close(server);
    return 0;
}
