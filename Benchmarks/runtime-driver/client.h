// The client under test: a process of ours from its start to its reaping.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "limits.h"

/// How every client of a run is started.
struct launch {
    /// NAME=VALUE, added to the environment that Lambda gives.
    const char *variables[MAX_EXTRA_VARIABLES];
    int variable_count;
    /// The processor of the client, or -1 for any.
    int processor;
};

struct client {
    /// 0 when there is none.
    pid_t pid;
    /// Readable when the process has ended.
    int pidfd;
    /// Processor time of all its threads, also of those that have ended.
    clockid_t processor_clock;
};

struct memory {
    int64_t resident_bytes;
    int64_t peak_bytes;
};

/// Starts the executable in a clean environment, in its own folder, as the leader of a process group.
void client_start(struct client *client, const struct launch *launch, const char *path, uint16_t port);

/// The monotonic clock just before the last client's exec.
int64_t client_exec_moment(void);

/// Kills the process and what it started, and reaps it. Returns its wait status.
int client_stop(struct client *client);

/// The wait status of a client that has ended by itself, in words.
void client_describe_end(int status, char *words, size_t size);

int64_t client_processor_ns(const struct client *client);
struct memory client_memory(const struct client *client);
int client_open_descriptors(const struct client *client);
