// Events of the largest size that Lambda allows.
#include <stdio.h>

#include "clock.h"
#include "failure.h"
#include "modes.h"
#include "report.h"
#include "session.h"
#include "statistics.h"

/// The first ones make the client's buffers grow.
enum { BIG_WARM_UP = 3 };

/// Turns of one round whose times are kept; at a few milliseconds each, more would be a minute.
enum { MAX_TURNS = 10000 };

static struct session session;
static double medians[MAX_PEERS][MAX_ROUNDS], turns[MAX_PEERS][MAX_ROUNDS], peaks[MAX_PEERS][MAX_ROUNDS];
static double whole[MAX_TURNS], turned[MAX_TURNS], ratios[MAX_ROUNDS];

static void run_round(const struct options *options, int peer, int round, struct invocation *invocation) {
    session.patience_ns = options->patience_ns;
    session.end_ns = options->end_ns;
    session_start(&session, options->peers[peer].name, options->peers[peer].path, &options->launch);
    for (int i = 0; i < BIG_WARM_UP; i++) session_exchange(&session, invocation);
    for (int i = 0; i < options->events; i++) {
        struct turn turn = session_exchange(&session, invocation);
        whole[i] = (double)(turn.answered_ns - turn.begun_ns) / NS_PER_MS;
        turned[i] = (double)(turn.answered_ns - turn.handed_ns) / NS_PER_MS;
    }
    medians[peer][round] = summarise(whole, (size_t)options->events).median;
    turns[peer][round] = summarise(turned, (size_t)options->events).median;
    peaks[peer][round] = (double)client_memory(&session.client).peak_bytes / 1e6;
    session_stop(&session);
}

static void print_peer(const struct options *options, int peer) {
    const char *name = options->peers[peer].name;
    size_t rounds = (size_t)options->rounds;
    for (size_t i = 0; i < rounds; i++) ratios[i] = medians[peer][i] / medians[0][i];
    double ratio = summarise(ratios, rounds).median, p50 = summarise(medians[peer], rounds).median;
    double turn = summarise(turns[peer], rounds).median, peak = summarise(peaks[peer], rounds).median;
    printf("%-16s %8.3f %8.3f %8.3f %8.2f\n", name, p50, ratio, turn, peak);
    report_figure(p50, 4, "%s_p50_ms", name);
    report_figure(ratio, 4, "%s_p50_ratio", name);
    report_figure(turn, 4, "%s_turn_p50_ms", name);
    report_figure(peak, 3, "%s_hwm_mb", name);
}

int mode_big(const struct options *options) {
    if (options->events > MAX_TURNS) fail_usage("more than %d events of the largest size", MAX_TURNS);
    struct event event = event_of_size(MAX_EVENT_BYTES);
    struct invocation invocation = {0};
    invocation_build(&invocation, &event);
    for (int round = 0; round < options->rounds; round++) {
        for (int turn = 0; turn < options->peer_count; turn++) {
            run_round(options, peer_in_turn(options, round, turn), round, &invocation);
        }
    }
    printf("%d rounds of %d events of %zu bytes; p50: first byte handed out to last byte of the answer read;\n"
           "turn: last byte handed out to last byte read; ratios to %s within each round\n",
           options->rounds, options->events, event.length, options->peers[0].name);
    print_placement(options);
    printf("%-16s %8s %8s %8s %8s\n", "peer", "p50 ms", "ratio", "turn ms", "peak MB");
    report_begin("big");
    for (int peer = 0; peer < options->peer_count; peer++) print_peer(options, peer);
    report_end();
    invocation_free(&invocation);
    event_free(&event);
    return 0;
}
