// One reply to /next, built once and made new for each event.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "event.h"

struct invocation {
    /// Owned by the caller.
    const struct event *event;
    /// Head and body in one piece, so that one write hands them out.
    char *reply;
    size_t reply_length;
    size_t room;
    /// In the reply: the request id, a UUID, and the deadline, thirteen digits.
    char *id;
    char *deadline;
    uint64_t serial;
};

enum { REQUEST_ID_BYTES = 36 };

/// Builds the reply for an event with the headers that every invocation carries.
void invocation_build(struct invocation *invocation, const struct event *event);

/// The same with other headers from one serial to the next: trace ids of several lengths, client context, identity,
/// tenant.
void invocation_build_varied(struct invocation *invocation, const struct event *event);

/// Gives the reply a new request id and a deadline from now.
void invocation_renew(struct invocation *invocation);

void invocation_free(struct invocation *invocation);
