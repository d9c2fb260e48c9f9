#include "statistics.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"

static int by_size(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/// The smallest value that at least this percentage of the values does not exceed.
static double percentile(const double *sorted, size_t count, size_t percent) {
    size_t rank = (count * percent + 99) / 100;
    return sorted[rank - 1];
}

struct summary summarise(const double *values, size_t count) {
    double *sorted = malloc(count * sizeof *sorted);
    if (!sorted) fail("no memory for %zu figures", count);
    memcpy(sorted, values, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_size);
    size_t middle = count / 2;
    struct summary summary = {
        .least = sorted[0],
        .lower_quartile = percentile(sorted, count, 25),
        .median = count % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
        .upper_quartile = percentile(sorted, count, 75),
        .p99 = percentile(sorted, count, 99),
        .most = sorted[count - 1],
    };
    free(sorted);
    return summary;
}
