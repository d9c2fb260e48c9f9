// Warm events of one size, peer against peer, round after round.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static double median_of(struct comparison *comparison, int peer, enum figure figure) {
    for (int i = 0; i < comparison->options->rounds; i++) {
        comparison->scratch[i] = comparison->rounds[peer][i].figures[figure];
    }
    return summarise(comparison->scratch, (size_t)comparison->options->rounds).median;
}

/// The ratios to the first peer, each within its round.
static struct summary ratios_of(struct comparison *comparison, int peer, enum figure figure) {
    for (int i = 0; i < comparison->options->rounds; i++) {
        double base = comparison->rounds[0][i].figures[figure];
        comparison->scratch[i] = comparison->rounds[peer][i].figures[figure] / base;
    }
    return summarise(comparison->scratch, (size_t)comparison->options->rounds);
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

static int index_of(const struct options *options, const char *name, size_t length) {
    for (int i = 0; i < options->peer_count; i++) {
        if (strlen(options->peers[i].name) == length && !memcmp(options->peers[i].name, name, length)) return i;
    }
    fail_usage("--extra names %.*s, which is no peer", (int)length, name);
}

/// The processor time that one peer takes over another, as the median of each round's difference.
static void report_extra(struct comparison *comparison) {
    const struct options *options = comparison->options;
    if (!options->extra) return;
    size_t first = strcspn(options->extra, ",");
    const char *second = options->extra + first + (options->extra[first] == ',');
    int more = index_of(options, options->extra, first), base = index_of(options, second, strlen(second));
    for (int i = 0; i < options->rounds; i++) {
        comparison->scratch[i] = comparison->rounds[more][i].figures[PROCESSOR]
            - comparison->rounds[base][i].figures[PROCESSOR];
    }
    double extra = summarise(comparison->scratch, (size_t)options->rounds).median;
    printf("%s takes %.2f us of processor time more than %s\n", options->peers[more].name, extra,
           options->peers[base].name);
    report_figure(extra, 3, "%s_extra_us", options->peers[more].name);
}

static void print_all(struct comparison *comparison) {
    const struct options *options = comparison->options;
    printf("%d rounds of %d events after %d each, of %zu bytes; medians over rounds, ratios to %s within each round\n",
           options->rounds, options->events, options->warm_up, comparison->events[0].length, options->peers[0].name);
    print_placement(options);
    printf("%-16s %9s %8s %-14s %8s %8s %9s %8s %8s %8s\n", "peer", "inv/s", "ratio", "[quartiles]", "p50 us",
           "p99 us", "CPU us", "ratio", "RSS MB", "peak MB");
    for (int i = 0; i < options->peer_count; i++) print_peer(comparison, i);
    report_extra(comparison);
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
    for (int round = 0; round < options->rounds; round++) {
        for (int turn = 0; turn < options->peer_count; turn++) {
            int peer = peer_in_turn(options, round, turn);
            comparison.rounds[peer][round] = run_round(&comparison, peer);
        }
    }
    report_begin("compare");
    print_all(&comparison);
    report_end();
    return 0;
}
