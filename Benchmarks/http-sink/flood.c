#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "sink.h"

struct asker {
    size_t held;
    char bytes[4096];
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int dial(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((unsigned short)port)};
    int server = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (connect(server, (struct sockaddr *)&address, sizeof address) != 0) return -1;
    setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return server;
}

// 1 where the answer is whole, 0 where more must come, -1 where it is none.
static int read_some(int server, struct asker *asker) {
    ssize_t count = recv(server, asker->bytes + asker->held, sizeof asker->bytes - asker->held - 1, 0);
    if (count <= 0) return -1;
    asker->held += (size_t)count;
    asker->bytes[asker->held] = 0;
    const char *end = strstr(asker->bytes, "\r\n\r\n");
    if (!end) return asker->held < sizeof asker->bytes - 1 ? 0 : -1;
    size_t whole = (size_t)(end - asker->bytes) + 4 + SMALL;
    if (asker->held > whole) return -1;
    return asker->held == whole;
}

int flood(int port, long count, int width) {
    char request[SMALL + 256] = {0};
    size_t length = (size_t)snprintf(
        request, sizeof request, "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n", port, SMALL) + SMALL;
    struct pollfd *waits = calloc((size_t)width, sizeof *waits);
    struct asker *askers = calloc((size_t)width, sizeof *askers);
    if (!waits || !askers) return 1;
    long sent = 0, answered = 0;
    for (int index = 0; index < width; index++) {
        waits[index] = (struct pollfd){.fd = dial(port), .events = POLLIN};
        if (waits[index].fd < 0) {
            perror("http-sink");
            return 1;
        }
    }
    double start = now();
    for (int index = 0; index < width; index++, sent++) send(waits[index].fd, request, length, MSG_NOSIGNAL);
    while (answered < sent) {
        poll(waits, (nfds_t)width, -1);
        for (int index = 0; index < width; index++) {
            if (!waits[index].revents) continue;
            int state = read_some(waits[index].fd, &askers[index]);
            if (state < 0) {
                fprintf(stderr, "http-sink: the connection broke\n");
                return 1;
            }
            if (state == 0) continue;
            askers[index].held = 0;
            answered++;
            if (sent < count && send(waits[index].fd, request, length, MSG_NOSIGNAL) == (ssize_t)length) sent++;
        }
    }
    printf("%.0f\n", (double)answered / (now() - start));
    for (int index = 0; index < width; index++) close(waits[index].fd);
    free(waits);
    free(askers);
    return 0;
}
