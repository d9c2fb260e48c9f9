// What Lambda's environment of a function holds.
#pragma once

#include <limits.h>
#include <stdint.h>

#include "limits.h"

/// The variables of our own, those of the command line, and the NULL that ends them.
enum { MAX_VARIABLES = 32 + MAX_EXTRA_VARIABLES };

struct environment {
    const char *variables[MAX_VARIABLES];
    int count;
    char folder[PATH_MAX];
    char api[64];
    char task_root[PATH_MAX + 32];
};

/// For the executable at an absolute path and an API on 127.0.0.1. The extra variables come last.
void environment_fill(
    struct environment *environment, const char *path, uint16_t port, const char *const *extra, int extra_count);
