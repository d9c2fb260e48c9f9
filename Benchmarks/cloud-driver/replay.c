#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "driver.h"

struct request {
    const char *bytes;
    size_t length;
};

struct client {
    size_t held;
    double began;
    char bytes[65536];
};

enum state { broken = -1, partial, whole, last };

static struct request *requests;
static size_t kinds;
static double *times;

// All requests of a file; 0 where it is none.
static int read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return 0;
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file), place = 0;
    rewind(file);
    char *all = malloc(size + 1);
    requests = malloc((size / 4 + 1) * sizeof *requests);
    int is_read = all && requests && fread(all, 1, size, file) == size;
    fclose(file);
    while (is_read && place + 4 <= size) {
        uint32_t length;
        memcpy(&length, all + place, 4);
        place += 4;
        if (length > size - place) return 0;
        requests[kinds++] = (struct request){all + place, length};
        place += length;
    }
    return is_read && kinds > 0;
}

static const char *header(const char *head, const char *end, const char *name) {
    for (const char *line = strstr(head, "\r\n"); line && line < end; line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line + 2, name, strlen(name)) == 0) return line + 2 + strlen(name);
    }
    return NULL;
}

static enum state read_some(int server, struct client *client) {
    ssize_t count = recv(server, client->bytes + client->held, sizeof client->bytes - client->held - 1, 0);
    if (count <= 0) return broken;
    client->held += (size_t)count;
    client->bytes[client->held] = 0;
    const char *end = strstr(client->bytes, "\r\n\r\n");
    if (!end) return partial;
    size_t head = (size_t)(end - client->bytes) + 4;
    const char *length = header(client->bytes, end, "content-length:");
    if (length) {
        if (client->held < head + (size_t)atol(length)) return partial;
    } else if (header(client->bytes, end, "transfer-encoding:")) {
        if (client->held < head + 5 || strcmp(client->bytes + client->held - 5, "0\r\n\r\n") != 0) return partial;
    }
    if (client->bytes[9] != '2') {
        fprintf(stderr, "cloud-driver: refused: %s\n", client->bytes);
        return broken;
    }
    const char *connection = header(client->bytes, end, "connection:");
    while (connection && *connection == ' ') connection++;
    return connection && strncasecmp(connection, "close", 5) == 0 ? last : whole;
}

static int ask(int server, struct client *client, long number) {
    const struct request *request = &requests[(size_t)number % kinds];
    client->held = 0;
    client->began = now();
    return send(server, request->bytes, request->length, MSG_NOSIGNAL) == (ssize_t)request->length;
}

static int later(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

static void report(long count, double elapsed) {
    qsort(times, (size_t)count, sizeof *times, later);
    printf("{\"per_second\":%.0f,\"p50_ms\":%.3f,\"p99_ms\":%.3f}\n", (double)count / elapsed,
           times[count / 2] * 1e3, times[count * 99 / 100] * 1e3);
}

int replay(int port, long count, int width, const char *path) {
    struct pollfd *waits = calloc((size_t)width, sizeof *waits);
    struct client *clients = calloc((size_t)width, sizeof *clients);
    times = calloc((size_t)count, sizeof *times);
    if (!waits || !clients || !times || !read_file(path)) {
        fprintf(stderr, "cloud-driver: %s holds no requests\n", path);
        return 1;
    }
    if (count < width) width = (int)count;
    long sent = 0, answered = 0;
    double start = now();
    for (int index = 0; index < width; index++) {
        waits[index] = (struct pollfd){.fd = dial(port), .events = POLLIN};
        if (waits[index].fd < 0 || !ask(waits[index].fd, &clients[index], sent++)) return 1;
    }
    while (answered < count) {
        poll(waits, (nfds_t)width, -1);
        for (int index = 0; index < width; index++) {
            if (waits[index].fd < 0 || !waits[index].revents) continue;
            enum state state = read_some(waits[index].fd, &clients[index]);
            if (state == broken) {
                fprintf(stderr, "cloud-driver: the connection broke after %ld answers\n", answered);
                return 1;
            }
            if (state == partial) continue;
            times[answered++] = now() - clients[index].began;
            if (state == last || sent == count) {
                close(waits[index].fd);
                waits[index].fd = sent < count ? dial(port) : -1;
            }
            if (sent < count && !ask(waits[index].fd, &clients[index], sent++)) return 1;
        }
    }
    report(count, now() - start);
    return 0;
}
