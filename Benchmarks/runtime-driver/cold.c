// From exec to the first request for an event, peer against peer, start after start.
#include <stdio.h>

#include "clock.h"
#include "modes.h"
#include "report.h"
#include "session.h"
#include "statistics.h"

static struct session session;
static double starts[MAX_PEERS][MAX_ROUNDS];
static double ratios[MAX_ROUNDS];

static double start_once(const struct options *options, const struct peer *peer) {
    session.patience_ns = options->patience_ns;
    session.end_ns = options->end_ns;
    session_start(&session, peer->name, peer->path, &options->launch);
    struct connection *connection;
    int64_t asked_ns = session_await_next(&session, &connection);
    session_stop(&session);
    return (double)(asked_ns - client_exec_moment()) / NS_PER_MS;
}

static void print_peer(const struct options *options, int peer) {
    const char *name = options->peers[peer].name;
    size_t count = (size_t)options->rounds;
    for (size_t i = 0; i < count; i++) ratios[i] = starts[peer][i] / starts[0][i];
    double ratio = summarise(ratios, count).median;
    struct summary summary = summarise(starts[peer], count);
    printf("%-16s %8.3f %8.3f %8.3f %8.3f\n", name, summary.median, summary.least, summary.most, ratio);
    report_figure(summary.median, 4, "%s_ms", name);
    report_figure(summary.least, 4, "%s_min_ms", name);
    report_figure(summary.most, 4, "%s_max_ms", name);
    report_figure(ratio, 4, "%s_ratio", name);
}

/// One peer against another that is not the first.
static void report_pair(const struct options *options) {
    if (options->pair_peer < 0) return;
    const struct peer *peer = &options->peers[options->pair_peer], *base = &options->peers[options->pair_base];
    size_t count = (size_t)options->rounds;
    for (size_t i = 0; i < count; i++) ratios[i] = starts[options->pair_peer][i] / starts[options->pair_base][i];
    double ratio = summarise(ratios, count).median;
    printf("%s takes %.3f times as long as %s\n", peer->name, ratio, base->name);
    report_figure(ratio, 4, "%s_ratio_%s", peer->name, base->name);
}

int mode_cold(const struct options *options) {
    // The first start of each brings its file into the page cache, and is not counted.
    for (int i = 0; i < options->peer_count; i++) start_once(options, &options->peers[i]);
    for (int round = 0; round < options->rounds; round++) {
        for (int turn = 0; turn < options->peer_count; turn++) {
            int peer = peer_in_turn(options, round, turn);
            starts[peer][round] = start_once(options, &options->peers[peer]);
        }
    }
    printf("%d starts each, exec to the first /next; ratios to %s within each round\n", options->rounds,
           options->peers[0].name);
    print_placement(options);
    printf("%-16s %8s %8s %8s %8s\n", "peer", "ms", "min", "max", "ratio");
    report_begin("cold");
    for (int peer = 0; peer < options->peer_count; peer++) print_peer(options, peer);
    report_pair(options);
    report_end();
    return 0;
}
