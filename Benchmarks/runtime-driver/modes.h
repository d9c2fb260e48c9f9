// A mode is a subcommand: it runs, prints, and returns the exit status.
#pragma once

#include "options.h"

int mode_compare(const struct options *options);
int mode_cold(const struct options *options);
int mode_big(const struct options *options);
int mode_soak(const struct options *options);
int mode_serve_one(const struct options *options);

/// Says where driver and client run.
void print_placement(const struct options *options);

/// The peer whose turn it is: rounds go forth and back, so that what drifts falls on all alike.
int peer_in_turn(const struct options *options, int round, int turn);
