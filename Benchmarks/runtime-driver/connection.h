// One connection of the client under test: requests in, replies out.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "chunks.h"
#include "limits.h"

enum call {
    CALL_NEXT,
    CALL_RESPONSE,
    CALL_ERROR,
    CALL_INIT_ERROR,
    /// A path that the Runtime API does not have.
    CALL_OTHER,
};

/// Points into the connection, and is good until `connection_consume`.
struct request {
    enum call call;
    const char *path;
    size_t path_length;
    /// The request id of a response or an error.
    const char *id;
    size_t id_length;
    const char *body;
    size_t body_length;
};

enum progress { PROGRESS_REQUEST, PROGRESS_MORE, PROGRESS_CLOSED, PROGRESS_MALFORMED };

struct connection {
    /// -1 while this place is free.
    int fd;
    size_t filled;
    /// Bytes before which no head ends.
    size_t searched;
    /// 0 until the head is complete.
    size_t head_length;
    struct request request;
    enum { BODY_IN_BUFFER, BODY_IN_LARGE, BODY_CHUNKED } body;
    size_t body_filled;
    /// The client holds its body back until it is told to go on.
    bool expects_continue;
    struct chunks chunks;
    /// Bytes of the buffer that belong to the complete request.
    size_t consumed;
    /// MAX_EVENT_BYTES of room for a body that the buffer cannot hold; allocated when first needed.
    char *large;
    char buffer[BUFFER_BYTES];
};

void connection_open(struct connection *connection, int fd);
void connection_close(struct connection *connection);

/// Looks for a complete request in what has been read.
enum progress connection_parse(struct connection *connection);

/// Reads once, then looks. To be called when the socket is readable.
enum progress connection_read(struct connection *connection);

/// Forgets the complete request; what was read beyond it stays.
void connection_consume(struct connection *connection);

/// Sends it all, as a rule in one system call. False where the client is gone or does not read.
bool connection_send(struct connection *connection, const char *bytes, size_t length);
