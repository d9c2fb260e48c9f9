#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sink.h"

enum { ROOM = 1 << 18 };
static const char zeros[ROOM];

struct connection {
    int socket;
    size_t held;
    char bytes[ROOM + 1];
};

static int read_more(struct connection *connection) {
    ssize_t count = recv(connection->socket, connection->bytes + connection->held, ROOM - connection->held, 0);
    if (count <= 0) return 0;
    connection->held += (size_t)count;
    connection->bytes[connection->held] = 0;
    return 1;
}

static void drop(struct connection *connection, size_t count) {
    connection->held -= count;
    memmove(connection->bytes, connection->bytes + count, connection->held);
    connection->bytes[connection->held] = 0;
}

static int write_all(int socket, const char *bytes, size_t count, int flags) {
    while (count > 0) {
        ssize_t sent = send(socket, bytes, count, MSG_NOSIGNAL | flags);
        if (sent <= 0) return 0;
        bytes += sent;
        count -= (size_t)sent;
    }
    return 1;
}

// A body with a length is forgotten unseen; one in chunks by reading the size of each.
static int take_length(struct connection *connection, size_t left) {
    for (;;) {
        size_t part = left < connection->held ? left : connection->held;
        drop(connection, part);
        left -= part;
        if (left == 0) return 1;
        if (!read_more(connection)) return 0;
    }
}

static int take_chunks(struct connection *connection) {
    for (;;) {
        char *end;
        while (!(end = strstr(connection->bytes, "\r\n")))
            if (!read_more(connection)) return 0;
        size_t size = strtoul(connection->bytes, NULL, 16);
        drop(connection, (size_t)(end - connection->bytes) + 2);
        if (!take_length(connection, size + 2)) return 0;
        if (size == 0) return 1;
    }
}

static int answer(struct connection *connection) {
    char *end;
    while (!(end = strstr(connection->bytes, "\r\n\r\n")))
        if (!read_more(connection)) return 0;
    *end = 0;
    size_t size = strncmp(connection->bytes, "GET /", 5) == 0 ? strtoul(connection->bytes + 5, NULL, 10) : SMALL;
    const char *length = strcasestr(connection->bytes, "\r\ncontent-length:");
    size_t body = length ? strtoul(length + 17, NULL, 10) : 0;
    int in_chunks = strcasestr(connection->bytes, "\r\ntransfer-encoding: chunked") != NULL;
    int is_asked = strcasestr(connection->bytes, "\r\nexpect: 100-continue") != NULL;
    drop(connection, (size_t)(end - connection->bytes) + 4);
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    if (is_asked && !write_all(connection->socket, go_on, sizeof go_on - 1, 0)) return 0;
    if (!(in_chunks ? take_chunks(connection) : take_length(connection, body))) return 0;

    char head[64];
    int count = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", size);
    if (!write_all(connection->socket, head, (size_t)count, MSG_MORE)) return 0;
    for (size_t left = size; left > 0;) {
        size_t part = left < ROOM ? left : ROOM;
        if (!write_all(connection->socket, zeros, part, 0)) return 0;
        left -= part;
    }
    return 1;
}

static void *attend(void *argument) {
    struct connection *connection = argument;
    while (answer(connection)) {}
    close(connection->socket);
    free(connection);
    return NULL;
}

static void *accept_all(void *argument) {
    int listener = *(int *)argument, on = 1;
    for (;;) {
        int client = accept(listener, NULL, NULL);
        struct connection *connection = client < 0 ? NULL : malloc(sizeof *connection);
        if (!connection) continue;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connection->socket = client;
        connection->held = 0;
        connection->bytes[0] = 0;
        pthread_t thread;
        if (pthread_create(&thread, NULL, attend, connection) == 0) pthread_detach(thread);
    }
    return NULL;
}

int serve(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 512) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        perror("http-sink");
        return 1;
    }
    pthread_t thread;
    if (pthread_create(&thread, NULL, accept_all, &listener) != 0) return 1;
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    while (getchar() != EOF) {}
    return 0;
}
