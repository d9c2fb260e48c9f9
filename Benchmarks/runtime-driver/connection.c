#include "connection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "failure.h"
#include "head.h"

void connection_open(struct connection *connection, int fd) {
    connection->fd = fd;
    connection->filled = connection->searched = connection->head_length = 0;
}

void connection_close(struct connection *connection) {
    if (connection->fd >= 0) close(connection->fd);
    connection->fd = -1;
}

/// Chooses where the body will stand.
static enum progress start_body(struct connection *connection, const struct head *head) {
    connection->expects_continue = head->expects_continue;
    connection->body_filled = 0;
    size_t arrived = connection->filled - connection->head_length;
    if (!head->chunked && connection->head_length + head->content_length <= BUFFER_BYTES) {
        connection->body = BODY_IN_BUFFER;
        connection->request.body = connection->buffer + connection->head_length;
        connection->request.body_length = head->content_length;
        return PROGRESS_MORE;
    }
    if (head->content_length > MAX_EVENT_BYTES) return PROGRESS_MALFORMED;
    if (!connection->large && !(connection->large = malloc(MAX_EVENT_BYTES))) fail("no memory for an answer");
    connection->request.body = connection->large;
    connection->request.body_length = head->content_length;
    connection->body = head->chunked ? BODY_CHUNKED : BODY_IN_LARGE;
    connection->chunks = (struct chunks){.state = CHUNKS_SIZE};
    if (!head->chunked) {
        memcpy(connection->large, connection->buffer + connection->head_length, arrived);
        connection->body_filled = arrived;
        connection->consumed = connection->filled;
    }
    return PROGRESS_MORE;
}

static enum progress find_head(struct connection *connection) {
    const char *from = connection->buffer + connection->searched;
    const char *end = memmem(from, connection->filled - connection->searched, "\r\n\r\n", 4);
    if (!end) {
        connection->searched = connection->filled < 3 ? 0 : connection->filled - 3;
        return connection->filled == BUFFER_BYTES ? PROGRESS_MALFORMED : PROGRESS_MORE;
    }
    connection->head_length = (size_t)(end + 4 - connection->buffer);
    struct head head;
    bool parsed = head_parse(&head, &connection->request, connection->buffer, connection->head_length);
    return parsed ? start_body(connection, &head) : PROGRESS_MALFORMED;
}

static enum progress decode_chunks(struct connection *connection) {
    size_t arrived = connection->filled - connection->head_length;
    const char *input = connection->buffer + connection->head_length;
    size_t taken = chunks_feed(
        &connection->chunks, input, arrived, connection->large, &connection->body_filled, MAX_EVENT_BYTES);
    if (connection->chunks.state == CHUNKS_MALFORMED) return PROGRESS_MALFORMED;
    if (connection->chunks.state == CHUNKS_DONE) {
        connection->request.body_length = connection->body_filled;
        connection->consumed = connection->head_length + taken;
        return PROGRESS_REQUEST;
    }
    connection->filled = connection->head_length;
    return PROGRESS_MORE;
}

static enum progress look_for_body(struct connection *connection) {
    switch (connection->body) {
    case BODY_IN_BUFFER:
        connection->consumed = connection->head_length + connection->request.body_length;
        return connection->filled >= connection->consumed ? PROGRESS_REQUEST : PROGRESS_MORE;
    case BODY_IN_LARGE:
        return connection->body_filled == connection->request.body_length ? PROGRESS_REQUEST : PROGRESS_MORE;
    case BODY_CHUNKED:
        return decode_chunks(connection);
    }
    return PROGRESS_MALFORMED;
}

static enum progress allow_body(struct connection *connection) {
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    if (!connection->expects_continue) return PROGRESS_MORE;
    connection->expects_continue = false;
    return connection_send(connection, go_on, sizeof go_on - 1) ? PROGRESS_MORE : PROGRESS_CLOSED;
}

enum progress connection_parse(struct connection *connection) {
    if (!connection->filled) return PROGRESS_MORE;
    if (!connection->head_length) {
        enum progress progress = find_head(connection);
        if (progress == PROGRESS_MALFORMED || !connection->head_length) return progress;
    }
    enum progress progress = look_for_body(connection);
    return progress == PROGRESS_MORE ? allow_body(connection) : progress;
}

/// A large body is read straight to where it stays.
static ssize_t receive(struct connection *connection) {
    if (connection->head_length && connection->body == BODY_IN_LARGE) {
        size_t missing = connection->request.body_length - connection->body_filled;
        ssize_t count = recv(connection->fd, connection->large + connection->body_filled, missing, 0);
        if (count > 0) connection->body_filled += (size_t)count;
        return count;
    }
    size_t room = BUFFER_BYTES - connection->filled;
    ssize_t count = recv(connection->fd, connection->buffer + connection->filled, room, 0);
    if (count > 0) connection->filled += (size_t)count;
    return count;
}

enum progress connection_read(struct connection *connection) {
    ssize_t count = receive(connection);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return PROGRESS_MORE;
    if (count <= 0) return PROGRESS_CLOSED;
    return connection_parse(connection);
}

void connection_consume(struct connection *connection) {
    connection->filled -= connection->consumed;
    if (connection->filled) {
        memmove(connection->buffer, connection->buffer + connection->consumed, connection->filled);
    }
    connection->searched = connection->head_length = 0;
}

bool connection_send(struct connection *connection, const char *bytes, size_t length) {
    while (length) {
        ssize_t count = send(connection->fd, bytes, length, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}
