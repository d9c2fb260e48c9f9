#include "options.h"

#include <ctype.h>
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "failure.h"

static const char default_event_file[] = "Benchmarks/runtime-driver/events/typed.json";

/// Events before the first measured one: enough for a connection, its buffers and the branch predictor.
enum { DEFAULT_WARM_UP = 200 };

enum { OPTION_PEER = 256, OPTION_ROUNDS, OPTION_EVENTS, OPTION_WARM_UP, OPTION_EVENT, OPTION_EVENT_TEXT, OPTION_PAIR,
       OPTION_ENV, OPTION_TIMEOUT, OPTION_LIMIT, OPTION_ALLOWANCE, OPTION_UNPINNED };

static const struct option known[] = {
    {"peer", required_argument, NULL, OPTION_PEER},
    {"rounds", required_argument, NULL, OPTION_ROUNDS},
    {"events", required_argument, NULL, OPTION_EVENTS},
    {"warm-up", required_argument, NULL, OPTION_WARM_UP},
    {"event", required_argument, NULL, OPTION_EVENT},
    {"event-text", required_argument, NULL, OPTION_EVENT_TEXT},
    {"pair", required_argument, NULL, OPTION_PAIR},
    {"env", required_argument, NULL, OPTION_ENV},
    {"timeout-ms", required_argument, NULL, OPTION_TIMEOUT},
    {"limit-s", required_argument, NULL, OPTION_LIMIT},
    {"allowance-kib", required_argument, NULL, OPTION_ALLOWANCE},
    {"unpinned", no_argument, NULL, OPTION_UNPINNED},
    {NULL, 0, NULL, 0},
};

static int number(const char *text, int least, int most) {
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < least || value > most) {
        fail_usage("%s is not a number from %d to %d", text, least, most);
    }
    return (int)value;
}

/// The name becomes part of the figures' keys.
static void take_name(struct peer *peer, const char *name, size_t length) {
    if (!length || length >= sizeof peer->name) {
        fail_usage("a peer's name has 1 to %zu characters", sizeof peer->name - 1);
    }
    for (size_t i = 0; i < length; i++) {
        if (!islower(name[i]) && !isdigit(name[i]) && name[i] != '_') {
            fail_usage("a peer's name is of lower-case letters, digits and underscores: %.*s", (int)length, name);
        }
    }
    memcpy(peer->name, name, length);
    peer->name[length] = 0;
}

/// `name=path` or `name=path:kind`
static void add_peer(struct options *options, char *text) {
    if (options->peer_count == MAX_PEERS) fail_usage("more than %d peers", MAX_PEERS);
    struct peer *peer = &options->peers[options->peer_count++];
    char *equals = strchr(text, '=');
    if (!equals) fail_usage("%s is not name=path[:kind]", text);
    take_name(peer, text, (size_t)(equals - text));
    peer->path = equals + 1;
    peer->kind = "bytes";
    char *colon = strrchr(equals + 1, ':');
    if (!colon) return;
    *colon = 0;
    peer->kind = colon + 1;
}

static void add_variable(struct options *options, const char *text) {
    struct launch *launch = &options->launch;
    if (launch->variable_count == MAX_EXTRA_VARIABLES) fail_usage("more than %d variables", MAX_EXTRA_VARIABLES);
    if (!strchr(text, '=')) fail_usage("%s is not NAME=VALUE", text);
    launch->variables[launch->variable_count++] = text;
}

static int index_of(const struct options *options, const char *name, size_t length) {
    for (int i = 0; i < options->peer_count; i++) {
        if (strlen(options->peers[i].name) == length && !memcmp(options->peers[i].name, name, length)) return i;
    }
    fail_usage("--pair names %.*s, which is no peer", (int)length, name);
}

/// `peer,base`
static void name_pair(struct options *options) {
    const char *comma = strchr(options->pair, ',');
    if (!comma) fail_usage("%s is not two peers with a comma between", options->pair);
    options->pair_peer = index_of(options, options->pair, (size_t)(comma - options->pair));
    options->pair_base = index_of(options, comma + 1, strlen(comma + 1));
}

/// Gives the driver the first processor that it may use and the client the second one.
static void pin(struct options *options) {
    cpu_set_t allowed, mine;
    int processors[2], count = 0;
    if (sched_getaffinity(0, sizeof allowed, &allowed)) return;
    for (int i = 0; i < CPU_SETSIZE && count < 2; i++) {
        if (CPU_ISSET(i, &allowed)) processors[count++] = i;
    }
    if (count < 2) return;
    CPU_ZERO(&mine);
    CPU_SET(processors[0], &mine);
    if (sched_setaffinity(0, sizeof mine, &mine)) return;
    options->pinned = true;
    options->driver_processor = processors[0];
    options->launch.processor = processors[1];
}

static void take(struct options *options, int option, char *value) {
    switch (option) {
    case OPTION_PEER: add_peer(options, value); break;
    case OPTION_ROUNDS: options->rounds = number(value, 1, MAX_ROUNDS); break;
    case OPTION_EVENTS: options->events = number(value, 1, MAX_EVENTS); break;
    case OPTION_WARM_UP: options->warm_up = number(value, 0, MAX_EVENTS); break;
    case OPTION_EVENT: options->event_file = value; break;
    case OPTION_EVENT_TEXT: options->event_text = value; break;
    case OPTION_PAIR: options->pair = value; break;
    case OPTION_ENV: add_variable(options, value); break;
    case OPTION_TIMEOUT: options->patience_ns = number(value, 1, 900000) * NS_PER_MS; break;
    case OPTION_LIMIT: options->limit_s = number(value, 1, 3600); break;
    case OPTION_ALLOWANCE: options->allowance_bytes = number(value, 0, 1 << 20) * 1024LL; break;
    case OPTION_UNPINNED: options->unpinned = true; break;
    default: fail_usage("the command line cannot be read");
    }
}

struct options options_parse(int count, char **arguments, int rounds, int events) {
    struct options options = {
        .rounds = rounds, .events = events, .warm_up = DEFAULT_WARM_UP, .event_file = default_event_file,
        .patience_ns = DEFAULT_PATIENCE_MS * NS_PER_MS, .limit_s = DEFAULT_LIMIT_SECONDS,
        .allowance_bytes = SOAK_ALLOWANCE_BYTES,
        .launch = {.processor = -1}, .pair_peer = -1, .pair_base = -1,
    };
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        take(&options, option, optarg);
    }
    for (; optind < count; optind++) {
        if (options.peer_count == MAX_PEERS) fail_usage("more than %d peers", MAX_PEERS);
        options.peers[options.peer_count++] = (struct peer){"client", arguments[optind], "bytes"};
    }
    if (!options.peer_count) fail_usage("no client to run");
    if (options.pair) name_pair(&options);
    options.end_ns = now_ns() + options.limit_s * NS_PER_S;
    if (!options.unpinned) pin(&options);
    return options;
}

const struct peer *options_only_peer(const struct options *options) {
    if (options->peer_count != 1) fail_usage("this mode takes one client");
    return &options->peers[0];
}
