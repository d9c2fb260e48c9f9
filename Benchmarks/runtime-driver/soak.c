// Very many events of varying sizes: what leaks shows.
#include <stdio.h>

#include "clock.h"
#include "modes.h"
#include "report.h"
#include "session.h"

struct sample {
    struct memory memory;
    int descriptors;
};

static struct session session;

/// A size for each place of the period: mostly small, as events are; every fiftieth one of any size up to the largest.
static size_t size_at(int place) {
    unsigned mixed = (unsigned)place * 2654435761u;
    if (place == 0) return SOAK_MAX_EVENT_BYTES;
    return place % 50 == 0 ? mixed % SOAK_MAX_EVENT_BYTES : 64 + (mixed >> 16) % 8192;
}

static struct sample run_period(struct invocation *invocation) {
    for (int place = 0; place < SOAK_PERIOD; place++) {
        struct event event = event_of_size(size_at(place));
        invocation_build_varied(invocation, &event);
        session_exchange(&session, invocation);
        event_free(&event);
    }
    return (struct sample){client_memory(&session.client), client_open_descriptors(&session.client)};
}

static int judge(const struct options *options, struct sample first, struct sample last) {
    int64_t growth = last.memory.resident_bytes - first.memory.resident_bytes;
    int grown = last.descriptors - first.descriptors;
    fflush(stdout);
    if (grown > 0) {
        fprintf(stderr, "runtime-driver: it holds %d descriptors more than after the first %d events\n", grown,
                SOAK_PERIOD);
    }
    if (growth > options->allowance_bytes) {
        fprintf(stderr, "runtime-driver: its memory grew by %lld bytes since the first %d events; %lld are allowed\n",
                (long long)growth, SOAK_PERIOD, (long long)options->allowance_bytes);
    }
    return grown > 0 || growth > options->allowance_bytes;
}

static void report_samples(int events, double seconds, struct sample first, struct sample last, int64_t most_bytes) {
    double growth = (double)(last.memory.resident_bytes - first.memory.resident_bytes);
    report_begin("soak");
    report_figure(events, 0, "events");
    report_figure((double)events / seconds, 0, "inv_per_s");
    report_figure((double)first.memory.resident_bytes / 1e6, 3, "first_rss_mb");
    report_figure((double)last.memory.resident_bytes / 1e6, 3, "last_rss_mb");
    report_figure((double)most_bytes / 1e6, 3, "most_rss_mb");
    report_figure(growth / 1024, 0, "rss_growth_kib");
    report_figure((double)last.memory.peak_bytes / 1e6, 3, "hwm_mb");
    report_figure(first.descriptors, 0, "first_descriptors");
    report_figure(last.descriptors, 0, "last_descriptors");
}

int mode_soak(const struct options *options) {
    const struct peer *peer = options_only_peer(options);
    int periods = (options->events + SOAK_PERIOD - 1) / SOAK_PERIOD;
    if (periods < 2) periods = 2;
    session.patience_ns = options->patience_ns;
    session.end_ns = options->end_ns;
    session_start(&session, peer->name, peer->path, &options->launch);
    struct invocation invocation = {0};
    int64_t begun_ns = now_ns();
    struct sample first = run_period(&invocation), last = first;
    int64_t most_bytes = first.memory.resident_bytes;
    for (int period = 1; period < periods; period++) {
        last = run_period(&invocation);
        if (last.memory.resident_bytes > most_bytes) most_bytes = last.memory.resident_bytes;
    }
    double seconds = (double)(now_ns() - begun_ns) / NS_PER_S;
    session_stop(&session);
    invocation_free(&invocation);

    print_placement(options);
    printf("%d events of 64 to %d bytes in %.1f s: %.2f MB and %d descriptors after the first %d, %.2f MB and %d at the"
           " end\n", periods * SOAK_PERIOD, SOAK_MAX_EVENT_BYTES, seconds, (double)first.memory.resident_bytes / 1e6,
           first.descriptors, SOAK_PERIOD, (double)last.memory.resident_bytes / 1e6, last.descriptors);
    int verdict = judge(options, first, last);
    report_samples(periods * SOAK_PERIOD, seconds, first, last, most_bytes);
    report_end();
    return verdict;
}
