// The command line.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "client.h"
#include "limits.h"

struct peer {
    char name[32];
    const char *path;
    /// `bytes`, `typed`, or the file of an event to be echoed.
    const char *kind;
};

struct options {
    struct peer peers[MAX_PEERS];
    int peer_count;
    int rounds;
    int events;
    int warm_up;
    const char *event_file;
    const char *event_text;
    /// `A,B`, and the places of the two peers, or -1: a figure of their own compares them.
    const char *pair;
    int pair_peer;
    int pair_base;
    int64_t patience_ns;
    int limit_s;
    /// The moment on the monotonic clock when the limit ends.
    int64_t end_ns;
    int64_t allowance_bytes;
    struct launch launch;
    bool unpinned;
    /// Whether driver and client each have a processor of their own, and which.
    bool pinned;
    int driver_processor;
};

/// Reads what follows the mode's name, for a mode with these defaults, and pins the driver.
struct options options_parse(int count, char **arguments, int rounds, int events);

/// The only peer of a mode that takes one.
const struct peer *options_only_peer(const struct options *options);
