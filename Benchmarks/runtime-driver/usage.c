// What a running client uses, as the kernel tells it.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "clock.h"
#include "failure.h"

enum { MAX_PATH_BYTES = 64, MAX_LINE_BYTES = 256 };

int64_t client_processor_ns(const struct client *client) {
    return clock_ns(client->processor_clock);
}

struct memory client_memory(const struct client *client) {
    char path[MAX_PATH_BYTES], line[MAX_LINE_BYTES];
    snprintf(path, sizeof path, "/proc/%d/status", (int)client->pid);
    FILE *file = fopen(path, "re");
    if (!file) fail("%s: %s", path, strerror(errno));
    struct memory memory = {0};
    while (fgets(line, sizeof line, file)) {
        if (!strncmp(line, "VmRSS:", 6)) memory.resident_bytes = strtoll(line + 6, NULL, 10) * 1024;
        if (!strncmp(line, "VmHWM:", 6)) memory.peak_bytes = strtoll(line + 6, NULL, 10) * 1024;
    }
    fclose(file);
    return memory;
}

int client_open_descriptors(const struct client *client) {
    char path[MAX_PATH_BYTES];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)client->pid);
    DIR *folder = opendir(path);
    if (!folder) fail("%s: %s", path, strerror(errno));
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(folder));) count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}
