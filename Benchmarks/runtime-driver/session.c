#include "session.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "failure.h"

static uint16_t listen_on_loopback(struct session *session) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    session->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (session->listener < 0 || bind(session->listener, (struct sockaddr *)&address, length)
        || listen(session->listener, MAX_CONNECTIONS)
        || getsockname(session->listener, (struct sockaddr *)&address, &length)) {
        fail("no socket on 127.0.0.1: %s", strerror(errno));
    }
    return ntohs(address.sin_port);
}

void session_start(struct session *session, const char *name, const char *path, const struct launch *launch) {
    session->name = name;
    for (int i = 0; i < MAX_CONNECTIONS; i++) session->connections[i].fd = -1;
    client_start(&session->client, launch, path, listen_on_loopback(session));
}

static void close_all(struct session *session) {
    for (int i = 0; i < MAX_CONNECTIONS; i++) connection_close(&session->connections[i]);
    close(session->listener);
}

void session_stop(struct session *session) {
    client_stop(&session->client);
    close_all(session);
}

/// Takes a new connection into a free place; without one, the client is told by a close.
static void take_connection(struct session *session) {
    int fd = accept4(session->listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) return;
    int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct timeval patience = {.tv_sec = session->patience_ns / NS_PER_S,
                               .tv_usec = session->patience_ns % NS_PER_S / 1000};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        if (session->connections[i].fd >= 0) continue;
        connection_open(&session->connections[i], fd);
        return;
    }
    close(fd);
}

/// Polls everything once. The process comes last, so that its last words are read before its end is noticed.
enum { LISTENER = MAX_CONNECTIONS, PROCESS, POLLED };

static int poll_all(struct session *session, struct pollfd *polled, int64_t until_ns) {
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        polled[i] = (struct pollfd){.fd = session->connections[i].fd, .events = POLLIN};
    }
    polled[LISTENER] = (struct pollfd){.fd = session->listener, .events = POLLIN};
    polled[PROCESS] = (struct pollfd){.fd = session->client.pidfd, .events = POLLIN};
    int64_t left_ns = until_ns - now_ns();
    if (left_ns <= 0) return 0;
    return poll(polled, POLLED, (int)(left_ns / NS_PER_MS) + 1);
}

/// Pipelined requests: what was read together with an earlier one.
static enum progress look_in_buffers(struct session *session, struct connection **found) {
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        if (session->connections[i].fd < 0) continue;
        *found = &session->connections[i];
        enum progress progress = connection_parse(*found);
        if (progress == PROGRESS_REQUEST || progress == PROGRESS_MALFORMED) return progress;
    }
    return PROGRESS_MORE;
}

static enum progress read_ready(struct session *session, const struct pollfd *polled, struct connection **found) {
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        if (!polled[i].revents) continue;
        *found = &session->connections[i];
        enum progress progress = connection_read(*found);
        if (progress == PROGRESS_CLOSED) connection_close(*found);
        if (progress == PROGRESS_REQUEST || progress == PROGRESS_MALFORMED) return progress;
    }
    return PROGRESS_MORE;
}

static bool connection_is_ready(const struct pollfd *polled) {
    for (int i = 0; i <= LISTENER; i++) {
        if (polled[i].revents) return true;
    }
    return false;
}

enum arrival session_wait(struct session *session, struct connection **connection) {
    int64_t until_ns = now_ns() + session->patience_ns;
    if (until_ns > session->end_ns) until_ns = session->end_ns;
    struct pollfd polled[POLLED];
    enum progress progress = look_in_buffers(session, connection);
    for (;;) {
        if (progress == PROGRESS_REQUEST) return ARRIVAL_REQUEST;
        if (progress == PROGRESS_MALFORMED) return ARRIVAL_MALFORMED;
        int count = poll_all(session, polled, until_ns);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("poll: %s", strerror(errno));
        if (count == 0) return ARRIVAL_SILENCE;
        progress = read_ready(session, polled, connection);
        if (polled[LISTENER].revents) take_connection(session);
        if (polled[PROCESS].revents && !connection_is_ready(polled)) return ARRIVAL_END;
    }
}

void session_fail(struct session *session, enum arrival arrival, const char *due) {
    char end[128];
    int pid = (int)session->client.pid;
    bool run_is_over = now_ns() >= session->end_ns;
    client_describe_end(client_stop(&session->client), end, sizeof end);
    switch (arrival) {
    case ARRIVAL_END: fail("%s (process %d) %s where %s was due", session->name, pid, end, due);
    case ARRIVAL_MALFORMED: fail("%s (process %d) sent what is not HTTP/1.1 where %s was due", session->name, pid, due);
    case ARRIVAL_REQUEST: fail("%s (process %d) asked for something else where %s was due", session->name, pid, due);
    case ARRIVAL_SILENCE:
        if (run_is_over) fail("%s (process %d) was killed: the run's time was over, %s due", session->name, pid, due);
        fail("%s (process %d) was killed: silent for %lld ms where %s was due",
             session->name, pid, (long long)(session->patience_ns / NS_PER_MS), due);
    }
    fail("%s: unreachable", session->name);
}
