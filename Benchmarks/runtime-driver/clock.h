#pragma once

#include <stdint.h>
#include <time.h>

#define NS_PER_MS 1000000LL
#define NS_PER_S 1000000000LL

static inline int64_t clock_ns(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * NS_PER_S + now.tv_nsec;
}

/// Nanoseconds of the monotonic clock, which parent and child share.
static inline int64_t now_ns(void) {
    return clock_ns(CLOCK_MONOTONIC);
}
