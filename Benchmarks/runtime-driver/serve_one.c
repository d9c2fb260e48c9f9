// One event for one client: its answer on standard output, its kind in the exit status.
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "failure.h"
#include "modes.h"
#include "report.h"
#include "session.h"

enum status { ANSWERED = 0, ANSWERED_ERROR = 3, INIT_ERROR = 4, ENDED_FIRST = 5, TOO_LATE = 6 };

static struct session session;

static enum status report_end_of_client(enum arrival arrival, const struct options *options) {
    char end[128];
    enum status status = arrival == ARRIVAL_END ? ENDED_FIRST : TOO_LATE;
    client_describe_end(client_stop(&session.client), end, sizeof end);
    if (status == ENDED_FIRST) {
        fprintf(stderr, "runtime-driver: the client %s before it answered\n", end);
    } else {
        fprintf(stderr, "runtime-driver: the client was killed: silent for %lld ms\n",
                (long long)(options->patience_ns / NS_PER_MS));
    }
    return status;
}

static enum status take_answer(struct connection *connection, enum status status) {
    const struct request *request = &connection->request;
    fwrite(request->body, 1, request->body_length, stdout);
    fflush(stdout);
    session_accept(&session, connection);
    session_stop(&session);
    return status;
}

/// Whether the answer names the event that was handed out; before that, no id is right.
static void check_id(const struct request *request, const struct invocation *invocation, bool handed) {
    bool whole = handed && request->id_length == REQUEST_ID_BYTES;
    if (whole && !memcmp(request->id, invocation->id, REQUEST_ID_BYTES)) return;
    fail("the client answered with a request id that is not the event's: %.*s", (int)request->path_length,
         request->path);
}

static enum status serve(const struct options *options, struct invocation *invocation) {
    struct connection *connection;
    for (bool handed = false;;) {
        enum arrival arrival = session_wait(&session, &connection);
        if (arrival == ARRIVAL_END || arrival == ARRIVAL_SILENCE) return report_end_of_client(arrival, options);
        if (arrival == ARRIVAL_MALFORMED) fail("the client sent what is not HTTP/1.1");
        const struct request *request = &connection->request;
        switch (request->call) {
        case CALL_NEXT:
            if (handed) fail("the client asked for a second event before it answered the first");
            handed = true;
            connection_consume(connection);
            invocation_renew(invocation);
            // A client that is gone is noticed by the next wait.
            (void)connection_send(connection, invocation->reply, invocation->reply_length);
            break;
        case CALL_RESPONSE: check_id(request, invocation, handed); return take_answer(connection, ANSWERED);
        case CALL_ERROR: check_id(request, invocation, handed); return take_answer(connection, ANSWERED_ERROR);
        case CALL_INIT_ERROR: return take_answer(connection, INIT_ERROR);
        case CALL_OTHER: fail("the client asked for %.*s", (int)request->path_length, request->path);
        }
    }
}

int mode_serve_one(const struct options *options) {
    const struct peer *peer = options_only_peer(options);
    struct event event = options->event_text ? event_from_text(options->event_text, EXPECT_ANYTHING)
                                             : event_from_file(options->event_file, EXPECT_ANYTHING);
    struct invocation invocation = {0};
    invocation_build(&invocation, &event);
    session.patience_ns = options->patience_ns;
    session.end_ns = options->end_ns;
    int64_t begun_ns = now_ns();
    session_start(&session, peer->name, peer->path, &options->launch);
    enum status status = serve(options, &invocation);
    report_begin("serve-one");
    report_figure((double)(now_ns() - begun_ns) / NS_PER_MS, 2, "elapsed_ms");
    report_end_on_error();
    invocation_free(&invocation);
    event_free(&event);
    return (int)status;
}
