// One event out, one answer in.
#include <errno.h>
#include <string.h>

#include "clock.h"
#include "failure.h"
#include "session.h"

static const char accepted[] =
    "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n";

/// How much of an answer a sentence quotes.
enum { QUOTED_BYTES = 200 };

int64_t session_await_next(struct session *session, struct connection **connection) {
    enum arrival arrival = session_wait(session, connection);
    int64_t moment = now_ns();
    if (arrival != ARRIVAL_REQUEST || (*connection)->request.call != CALL_NEXT) {
        session_fail(session, arrival, "a request for the next event");
    }
    connection_consume(*connection);
    return moment;
}

/// The client is slow to read, or gone: which of the two decides the sentence.
static _Noreturn void fail_sending(struct session *session, const char *due) {
    struct connection *connection;
    enum arrival arrival = errno == EAGAIN ? ARRIVAL_SILENCE : session_wait(session, &connection);
    session_fail(session, arrival, due);
}

void session_accept(struct session *session, struct connection *connection) {
    if (!connection_send(connection, accepted, sizeof accepted - 1)) {
        fail_sending(session, "reading our acceptance");
    }
    connection_consume(connection);
}

static _Noreturn void fail_answer(struct session *session, const struct request *request, const char *problem) {
    int quoted = request->body_length < QUOTED_BYTES ? (int)request->body_length : QUOTED_BYTES;
    fail("%s (process %d) %s: %.*s (%zu bytes: %.*s)", session->name, (int)session->client.pid, problem,
         (int)request->path_length, request->path, request->body_length, quoted, request->body);
}

static void check(struct session *session, const struct invocation *invocation, const struct request *request) {
    if (request->call != CALL_RESPONSE) fail_answer(session, request, "did not send a response");
    if (request->id_length != REQUEST_ID_BYTES || memcmp(request->id, invocation->id, REQUEST_ID_BYTES)) {
        fail_answer(session, request, "answered with a request id that is not the event's");
    }
    if (!event_accepts(invocation->event, request->body, request->body_length)) {
        fail_answer(session, request, "gave an answer that does not match its event");
    }
}

struct turn session_exchange(struct session *session, struct invocation *invocation) {
    struct connection *connection;
    struct turn turn;
    session_await_next(session, &connection);
    invocation_renew(invocation);
    turn.begun_ns = now_ns();
    if (!connection_send(connection, invocation->reply, invocation->reply_length)) {
        fail_sending(session, "reading an event");
    }
    turn.handed_ns = now_ns();
    enum arrival arrival = session_wait(session, &connection);
    turn.answered_ns = now_ns();
    if (arrival != ARRIVAL_REQUEST) session_fail(session, arrival, "an answer");
    check(session, invocation, &connection->request);
    session_accept(session, connection);
    return turn;
}
