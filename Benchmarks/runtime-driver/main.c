// A Runtime API of its own and the load on it: measures a client that it starts.
#include <stdio.h>
#include <string.h>

#include "failure.h"
#include "modes.h"

static const char usage[] =
    "runtime-driver MODE [options] [CLIENT]\n"
    "\n"
    "Serves the Lambda Runtime API on 127.0.0.1 to clients that it starts one at a time, and measures them.\n"
    "\n"
    "  compare    warm events, peers interleaved over rounds: rate, latency, processor time, memory\n"
    "  cold       exec to the first request for an event, peers interleaved over --rounds starts\n"
    "  big        echo of events of 6,291,556 bytes: p50 and peak memory\n"
    "  soak       --events events of many sizes to one client; status 1 if descriptors or memory grew\n"
    "  serve-one  one event; the answer goes to standard output; status 0 for a response, 3 for an error,\n"
    "             4 for an initialisation error, 5 if the client ends first, 6 if it is silent too long\n"
    "\n"
    "  --peer NAME=PATH[:KIND]  a client; KIND is bytes (the default), typed, or the file of an event to be echoed.\n"
    "                           Ratios are to the first peer. CLIENT alone is a peer called client\n"
    "  --rounds N               rounds or starts (compare 15, cold 40, big 3)\n"
    "  --events N               events of a round (compare 2000, big 30, soak 100000)\n"
    "  --warm-up N              events before the measured ones of compare (200)\n"
    "  --event FILE             the typed event, and serve-one's event\n"
    "  --event-text TEXT        serve-one's event\n"
    "  --pair A,B               one more figure: the processor time that A takes over B (compare), or the ratio of\n"
    "                           their starts (cold)\n"
    "  --env NAME=VALUE         a variable for the client, whose environment is otherwise Lambda's alone\n"
    "  --timeout-ms N           a client silent for as long is killed (10000)\n"
    "  --limit-s N              the whole run's time (170); compare stops early with the rounds that fit\n"
    "  --allowance-kib N        growth of memory that soak accepts (512)\n"
    "  --unpinned               leaves the placement to the scheduler\n"
    "\n"
    "Every mode ends with one line of JSON, serve-one on standard error. Status 1: a client failed, and a sentence\n"
    "says how. Status 2: the command line is wrong. The client's output goes to standard error.\n";

struct mode {
    const char *name;
    int (*run)(const struct options *options);
    int rounds, events;
};

static const struct mode modes[] = {
    {"compare", mode_compare, 15, 2000},
    {"cold", mode_cold, 40, 1},
    {"big", mode_big, 3, 30},
    {"soak", mode_soak, 1, 100000},
    {"serve-one", mode_serve_one, 1, 1},
};

int main(int count, char **arguments) {
    if (count > 1 && (!strcmp(arguments[1], "--help") || !strcmp(arguments[1], "-h"))) {
        fputs(usage, stdout);
        return 0;
    }
    if (count < 2) fail_usage("no mode");
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(arguments[1], modes[i].name)) continue;
        struct options options = options_parse(count - 1, arguments + 1, modes[i].rounds, modes[i].events);
        return modes[i].run(&options);
    }
    fail_usage("%s is no mode", arguments[1]);
}
