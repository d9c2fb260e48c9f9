// Warm events of one size, peer against peer, round after round.
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "failure.h"
#include "modes.h"
#include "report.h"
#include "session.h"
#include "statistics.h"

enum figure { RATE, P50, P99, PROCESSOR, RESIDENT, PEAK, FIGURES };

struct round {
    double figures[FIGURES];
};

struct comparison {
    const struct options *options;
    struct event events[MAX_PEERS];
    /// By peer, then by round.
    struct round *rounds[MAX_PEERS];
    int rounds_done;
    double *latencies;
    double *scratch;
};

static struct session session;

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (!memory) fail("no memory for the figures");
    return memory;
}

static void exchange_many(struct invocation *invocation, int count, double *latencies) {
    for (int i = 0; i < count; i++) {
        struct turn turn = session_exchange(&session, invocation);
        if (latencies) latencies[i] = (double)(turn.answered_ns - turn.handed_ns) / 1000;
    }
}

static struct round run_round(struct comparison *comparison, int index) {
    const struct options *options = comparison->options;
    const struct peer *peer = &options->peers[index];
    struct invocation invocation = {0};
    invocation_build(&invocation, &comparison->events[index]);
    session.patience_ns = options->patience_ns;
    session.end_ns = options->end_ns;
    session_start(&session, peer->name, peer->path, &options->launch);
    exchange_many(&invocation, options->warm_up, NULL);

    int64_t processor_ns = client_processor_ns(&session.client), begun_ns = now_ns();
    exchange_many(&invocation, options->events, comparison->latencies);
    int64_t elapsed_ns = now_ns() - begun_ns;
    processor_ns = client_processor_ns(&session.client) - processor_ns;
    struct memory memory = client_memory(&session.client);
    session_stop(&session);
    invocation_free(&invocation);

    struct summary latency = summarise(comparison->latencies, (size_t)options->events);
    return (struct round){.figures = {
        [RATE] = (double)options->events * NS_PER_S / (double)elapsed_ns,
        [P50] = latency.median,
        [P99] = latency.p99,
        [PROCESSOR] = (double)processor_ns / 1000 / (double)options->events,
        [RESIDENT] = (double)memory.resident_bytes / 1e6,
        [PEAK] = (double)memory.peak_bytes / 1e6,
    }};
}

/// Runs the rounds asked for, or as many as the run's time has room for by the slowest so far.
static void run_rounds(struct comparison *comparison) {
    const struct options *options = comparison->options;
    int64_t slowest_ns = 0;
    for (int round = 0; round < options->rounds && now_ns() + slowest_ns < options->end_ns; round++) {
        int64_t begun_ns = now_ns();
        for (int turn = 0; turn < options->peer_count; turn++) {
            int peer = peer_in_turn(options, round, turn);
            comparison->rounds[peer][round] = run_round(comparison, peer);
        }
        comparison->rounds_done = round + 1;
        if (now_ns() - begun_ns > slowest_ns) slowest_ns = now_ns() - begun_ns;
    }
}

static double median_of(struct comparison *comparison, int peer, enum figure figure) {
    for (int i = 0; i < comparison->rounds_done; i++) {
        comparison->scratch[i] = comparison->rounds[peer][i].figures[figure];
    }
    return summarise(comparison->scratch, (size_t)comparison->rounds_done).median;
}

/// The ratios to the first peer, each within its round.
static struct summary ratios_of(struct comparison *comparison, int peer, enum figure figure) {
    for (int i = 0; i < comparison->rounds_done; i++) {
        double base = comparison->rounds[0][i].figures[figure];
        comparison->scratch[i] = comparison->rounds[peer][i].figures[figure] / base;
    }
    return summarise(comparison->scratch, (size_t)comparison->rounds_done);
}

static void print_peer(struct comparison *comparison, int peer) {
    const char *name = comparison->options->peers[peer].name;
    double medians[FIGURES];
    for (int i = 0; i < FIGURES; i++) medians[i] = median_of(comparison, peer, (enum figure)i);
    struct summary ratio = ratios_of(comparison, peer, RATE);
    double processor_ratio = ratios_of(comparison, peer, PROCESSOR).median;
    printf("%-16s %9.0f %8.3f [%.3f, %.3f] %8.1f %8.1f %9.2f %8.3f %8.2f %8.2f\n", name, medians[RATE], ratio.median,
           ratio.lower_quartile, ratio.upper_quartile, medians[P50], medians[P99], medians[PROCESSOR], processor_ratio,
           medians[RESIDENT], medians[PEAK]);
    report_figure(medians[RATE], 0, "%s_inv_per_s", name);
    report_figure(ratio.median, 4, "%s_ratio", name);
    report_figure(ratio.lower_quartile, 4, "%s_ratio_p25", name);
    report_figure(ratio.upper_quartile, 4, "%s_ratio_p75", name);
    report_figure(medians[P50], 1, "%s_p50_us", name);
    report_figure(ratios_of(comparison, peer, P50).median, 4, "%s_p50_ratio", name);
    report_figure(medians[P99], 1, "%s_p99_us", name);
    report_figure(ratios_of(comparison, peer, P99).median, 4, "%s_p99_ratio", name);
    report_figure(medians[PROCESSOR], 3, "%s_cpu_us", name);
    report_figure(processor_ratio, 4, "%s_cpu_ratio", name);
    report_figure(medians[RESIDENT], 3, "%s_rss_mb", name);
    report_figure(medians[PEAK], 3, "%s_hwm_mb", name);
}

/// The processor time that one peer takes over another, as the median of each round's difference.
static void report_pair(struct comparison *comparison) {
    const struct options *options = comparison->options;
    if (options->pair_peer < 0) return;
    const struct peer *peer = &options->peers[options->pair_peer], *base = &options->peers[options->pair_base];
    for (int i = 0; i < comparison->rounds_done; i++) {
        comparison->scratch[i] = comparison->rounds[options->pair_peer][i].figures[PROCESSOR]
            - comparison->rounds[options->pair_base][i].figures[PROCESSOR];
    }
    double extra = summarise(comparison->scratch, (size_t)comparison->rounds_done).median;
    printf("%s takes %.2f us of processor time for an event more than %s\n", peer->name, extra, base->name);
    report_figure(extra, 3, "%s_extra_us", peer->name);
}

static void print_all(struct comparison *comparison) {
    const struct options *options = comparison->options;
    printf("%d rounds of %d events after %d each, of %zu bytes; medians over rounds, ratios to %s within each round\n",
           comparison->rounds_done, options->events, options->warm_up, comparison->events[0].length,
           options->peers[0].name);
    print_placement(options);
    printf("%-16s %9s %8s %-14s %8s %8s %9s %8s %8s %8s\n", "peer", "inv/s", "ratio", "[quartiles]", "p50 us",
           "p99 us", "CPU us", "ratio", "RSS MB", "peak MB");
    for (int i = 0; i < options->peer_count; i++) print_peer(comparison, i);
    report_pair(comparison);
}

int mode_compare(const struct options *options) {
    struct comparison comparison = {.options = options};
    size_t rounds = (size_t)options->rounds;
    for (int i = 0; i < options->peer_count; i++) {
        comparison.events[i] = event_of_kind(options->peers[i].kind, options->event_file);
        comparison.rounds[i] = allocate(rounds, sizeof *comparison.rounds[i]);
    }
    comparison.latencies = allocate((size_t)options->events, sizeof *comparison.latencies);
    comparison.scratch = allocate(rounds, sizeof *comparison.scratch);
    run_rounds(&comparison);
    report_begin("compare");
    report_figure(comparison.rounds_done, 0, "rounds");
    print_all(&comparison);
    report_end();
    return 0;
}
