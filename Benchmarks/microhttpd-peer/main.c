// What libmicrohttpd makes of the task of Benchmarks/http-server: one thread over epoll, the same answers.
//
//   microhttpd-peer    prints its port, serves until its standard input ends, and prints what that has cost
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { SMALL = 1024, PIECE = 128 * 1024 };
static char zeros[SMALL];

static ssize_t fill(void *count, uint64_t from, char *room, size_t limit) {
    uint64_t left = *(uint64_t *)count - from;
    if (left == 0) return MHD_CONTENT_READER_END_OF_STREAM;
    size_t size = left < limit ? (size_t)left : limit;
    memset(room, 0, size);
    return (ssize_t)size;
}

// Called with the head first, then with each piece of the body, and with none at its end.
static enum MHD_Result answer(
    void *context, struct MHD_Connection *connection, const char *target, const char *method, const char *version,
    const char *body, size_t *size, void **request) {
    (void)context, (void)version, (void)body;
    static int seen;
    if (*request == NULL) {
        *request = &seen;
        return MHD_YES;
    }
    if (*size > 0) {
        *size = 0;
        return MHD_YES;
    }
    struct MHD_Response *response;
    char *end;
    uint64_t count = strtoull(target + 1, &end, 10);
    if (strcmp(method, "GET") == 0 && end != target + 1) {
        uint64_t *left = malloc(sizeof *left);
        *left = count;
        response = MHD_create_response_from_callback(count, PIECE, fill, left, free);
    } else {
        response = MHD_create_response_from_buffer(SMALL, zeros, MHD_RESPMEM_PERSISTENT);
    }
    enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO, 0, NULL, NULL, answer, NULL, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(256 * 1024), MHD_OPTION_END);
    if (!daemon) return 1;
    printf("%d\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    while (getchar() != EOF) {}
    MHD_stop_daemon(daemon);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
        (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    printf("{\"cpu_s\":%.6f,\"rss_mb\":%.1f}\n", cpu, (double)usage.ru_maxrss / 1e3);
    return 0;
}
