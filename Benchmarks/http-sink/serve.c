#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "answers.h"
#include "sink.h"
#include "wire.h"

enum { ROOM = 1 << 18 };
static const char zeros[ROOM];

struct listener {
    int socket;
    SSL_CTX *context;
};

struct connection {
    int socket;
    SSL_CTX *context;
    struct wire wire;
    size_t held;
    char bytes[ROOM + 1];
};

static int read_more(struct connection *connection) {
    size_t count = wire_read(&connection->wire, connection->bytes + connection->held, ROOM - connection->held);
    if (count == 0) return 0;
    connection->held += count;
    connection->bytes[connection->held] = 0;
    return 1;
}

static void drop(struct connection *connection, size_t count) {
    connection->held -= count;
    memmove(connection->bytes, connection->bytes + count, connection->held);
    connection->bytes[connection->held] = 0;
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

// A small body leaves with its head.
static int send_answer(struct connection *connection, const struct answer *answer) {
    char bytes[sizeof answer->head + 4096];
    size_t head = strlen(answer->head), left = answer->size;
    memcpy(bytes, answer->head, head);
    if (left <= sizeof bytes - head) {
        memcpy(bytes + head, answer->body ? answer->body : zeros, left);
        return wire_write(&connection->wire, bytes, head + left, 0);
    }
    if (answer->body || !wire_write(&connection->wire, bytes, head, 1)) return 0;
    while (left > 0) {
        size_t part = left < ROOM ? left : ROOM;
        if (!wire_write(&connection->wire, zeros, part, 0)) return 0;
        left -= part;
    }
    return 1;
}

static int serve_request(struct connection *connection) {
    char *end;
    while (!(end = strstr(connection->bytes, "\r\n\r\n")))
        if (!read_more(connection)) return 0;
    *end = 0;
    struct answer answer;
    answer_request(connection->bytes, &answer);
    const char *length = strcasestr(connection->bytes, "\r\ncontent-length:");
    size_t body = length ? strtoul(length + 17, NULL, 10) : 0;
    int in_chunks = strcasestr(connection->bytes, "\r\ntransfer-encoding: chunked") != NULL;
    int is_asked = strcasestr(connection->bytes, "\r\nexpect: 100-continue") != NULL;
    drop(connection, (size_t)(end - connection->bytes) + 4);
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    if (is_asked && !wire_write(&connection->wire, go_on, sizeof go_on - 1, 0)) return 0;
    if (!(in_chunks ? take_chunks(connection) : take_length(connection, body))) return 0;

    return send_answer(connection, &answer);
}

static void *attend(void *argument) {
    struct connection *connection = argument;
    if (wire_begin(&connection->wire, connection->socket, connection->context))
        while (serve_request(connection)) {}
    wire_end(&connection->wire);
    free(connection);
    return NULL;
}

static void *accept_all(void *argument) {
    const struct listener *listener = argument;
    int on = 1;
    for (;;) {
        int client = accept(listener->socket, NULL, NULL);
        struct connection *connection = client < 0 ? NULL : malloc(sizeof *connection);
        if (!connection) continue;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connection->socket = client;
        connection->context = listener->context;
        connection->held = 0;
        connection->bytes[0] = 0;
        pthread_t thread;
        if (pthread_create(&thread, NULL, attend, connection) == 0) pthread_detach(thread);
    }
    return NULL;
}

int serve(const char *certificate, const char *key) {
    static struct listener listener;
    if (certificate && !(listener.context = read_certificate(certificate, key))) return 1;
    // Whoever goes away in the middle of an answer under TLS must not take the sink along.
    signal(SIGPIPE, SIG_IGN);
    prepare_answers();
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    listener.socket = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener.socket, (struct sockaddr *)&address, length) != 0 || listen(listener.socket, 512) != 0 ||
        getsockname(listener.socket, (struct sockaddr *)&address, &length) != 0) {
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
