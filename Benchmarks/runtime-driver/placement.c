#include <stdio.h>

#include "modes.h"

void print_placement(const struct options *options) {
    if (options->pinned) {
        printf("driver on processor %d, client on processor %d\n", options->driver_processor,
               options->launch.processor);
    } else {
        puts("driver and client are not pinned: the scheduler places them");
    }
}

int peer_in_turn(const struct options *options, int round, int turn) {
    return round % 2 ? options->peer_count - 1 - turn : turn;
}
