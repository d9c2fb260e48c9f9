// A Runtime API on an ephemeral port, and the one client that it serves.
#pragma once

#include <stdint.h>

#include "client.h"
#include "connection.h"
#include "invocation.h"

struct session {
    /// What the client is called in a sentence.
    const char *name;
    int listener;
    struct client client;
    /// How long the client may be silent.
    int64_t patience_ns;
    /// The moment on the monotonic clock when the whole run must be over.
    int64_t end_ns;
    struct connection connections[MAX_CONNECTIONS];
};

enum arrival { ARRIVAL_REQUEST, ARRIVAL_END, ARRIVAL_SILENCE, ARRIVAL_MALFORMED };

/// When one event was handed out and answered, on the monotonic clock.
struct turn {
    int64_t begun_ns;
    /// The last byte of the event was given to the kernel.
    int64_t handed_ns;
    /// The last byte of the answer was read.
    int64_t answered_ns;
};

void session_start(struct session *session, const char *name, const char *path, const struct launch *launch);

/// Stops the client, reaps it, and closes everything.
void session_stop(struct session *session);

/// Waits for one request. It stands in `connection->request` until `connection_consume`.
enum arrival session_wait(struct session *session, struct connection **connection);

/// Waits until the client asks for an event. Returns when it did; ends the run where it does anything else.
int64_t session_await_next(struct session *session, struct connection **connection);

/// Hands out one event, checks the answer, and accepts it. Ends the run with a sentence where the answer is wrong.
struct turn session_exchange(struct session *session, struct invocation *invocation);

/// Accepts an answer, and forgets it.
void session_accept(struct session *session, struct connection *connection);

/// Ends the run with a sentence about what came in place of what was due.
_Noreturn void session_fail(struct session *session, enum arrival arrival, const char *due);
