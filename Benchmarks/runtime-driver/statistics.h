#pragma once

#include <stddef.h>

struct summary {
    double least;
    double lower_quartile;
    double median;
    double upper_quartile;
    double p99;
    double most;
};

/// Of at least one value, in any order.
struct summary summarise(const double *values, size_t count);
