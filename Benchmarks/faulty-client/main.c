// A client of the Lambda Runtime API that goes wrong on demand, so that the driver's judgement can be checked.
//
// FAULT names what it does; it echoes correctly otherwise.

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/// The event at which a fault that needs a healthy start shows.
enum { FAULTY_EVENT = 10 };

/// More than the driver's soak sends.
enum { BUFFER_BYTES = 512 * 1024 };

/// A leak that the soak must find: ten times its allowance over its shortest useful run.
enum { LEAK_BYTES = 2048 };

struct event {
    char id[64];
    char *body;
    size_t length;
};

static char input[BUFFER_BYTES], output[BUFFER_BYTES + 1024];
static int connection = -1;
static const char *fault = "";

static const char next[] = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: api\r\n\r\n";

static bool is(const char *name) {
    return !strcmp(fault, name);
}

static void open_connection(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    address.sin_port = htons((uint16_t)atoi(strrchr(getenv("AWS_LAMBDA_RUNTIME_API"), ':') + 1));
    connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection < 0 || connect(connection, (struct sockaddr *)&address, sizeof address)) exit(99);
}

static void send_all(const char *bytes, size_t length) {
    while (length) {
        ssize_t count = write(connection, bytes, length);
        if (count <= 0) exit(98);
        bytes += count;
        length -= (size_t)count;
    }
}

/// Reads one reply whole and ends it with a zero.
static char *read_reply(size_t *length) {
    size_t filled = 0;
    for (;;) {
        ssize_t count = read(connection, input + filled, sizeof input - 1 - filled);
        if (count <= 0) exit(97);
        filled += (size_t)count;
        input[filled] = 0;
        char *end = strstr(input, "\r\n\r\n"), *header = strstr(input, "Content-Length: ");
        if (!end || !header) continue;
        *length = strtoul(header + 16, NULL, 10);
        if (filled >= (size_t)(end + 4 - input) + *length) return end + 4;
    }
}

static struct event read_event(void) {
    struct event event;
    event.body = read_reply(&event.length);
    const char *id = strstr(input, "Request-Id: ") + 12;
    snprintf(event.id, sizeof event.id, "%.*s", (int)strcspn(id, "\r"), id);
    return event;
}

static size_t compose(const struct event *event, const char *verb, const char *id) {
    int head = snprintf(output, sizeof output,
                        "POST /2018-06-01/runtime/invocation/%s/%s HTTP/1.1\r\nContent-Length: %zu\r\n\r\n", id, verb,
                        event->length);
    memcpy(output + head, event->body, event->length);
    return (size_t)head + event->length;
}

static size_t compose_chunked(const struct event *event) {
    size_t half = event->length / 2, rest = event->length - half;
    int head = snprintf(output, sizeof output,
                        "POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\n"
                        "transfer-encoding: chunked\r\nTrailer: A\r\n\r\n%zx;a=b\r\n", event->id, half);
    memcpy(output + head, event->body, half);
    size_t length = (size_t)head + half;
    length += (size_t)sprintf(output + length, "\r\n%zX\r\n", rest);
    memcpy(output + length, event->body + half, rest);
    length += rest;
    return length + (size_t)sprintf(output + length, "\r\n0\r\nA: b\r\n\r\n");
}

/// Where the leak is kept, so that the compiler cannot see that nobody misses it.
static void *volatile leaked;

static void leak(int count) {
    if (is("leak-memory")) leaked = memset(malloc(LEAK_BYTES), 1, LEAK_BYTES);
    if (is("leak-descriptors") && count % 1000 == 0) (void)!dup(0);
}

static void go_wrong(int count) {
    leak(count);
    if (is("slow")) nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    if (count != FAULTY_EVENT) return;
    if (is("crash")) abort();
    if (is("exit")) exit(7);
    if (is("hang")) pause();
    if (is("garbage")) send_all("hello\r\n\r\n", 9);
}

static size_t answer_to(struct event *event, int count) {
    bool now = count == FAULTY_EVENT;
    if (is("chunked")) return compose_chunked(event);
    if (is("error")) return compose(event, "error", event->id);
    if (is("wrong-id") && now) return compose(event, "response", "00000000-0000-0000-0000-000000000000");
    if (is("wrong-body") && now) event->body[event->length - 1] ^= 1;
    if (is("short-body") && now) event->length--;
    return compose(event, "response", event->id);
}

static void begin(void) {
    if (is("exit-first")) exit(0);
    if (is("hang-first")) pause();
    if (is("orphan") && fork() == 0) for (;;) pause();
    open_connection();
    if (is("init-error")) {
        struct event none = {.body = "{\"errorType\":\"Runtime.Wrong\"}", .length = 29};
        int head = snprintf(output, sizeof output,
                            "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nContent-Length: 29\r\n\r\n%s", none.body);
        send_all(output, (size_t)head);
        exit(1);
    }
}

static void reconnect_if_asked(void) {
    if (is("two-connections")) open_connection();
    if (!is("reconnect")) return;
    close(connection);
    open_connection();
}

/// Reads the acceptance byte by byte, because the next event may follow it at once.
static void skip_acceptance(void) {
    char byte;
    do {
        if (read(connection, &byte, 1) != 1) exit(96);
    } while (byte != '}');
    if (read(connection, &byte, 1) != 1) exit(96);
}

/// Answers, and asks for the next event: in one breath where the fault is called so.
static void send_answer(size_t length) {
    size_t ignored;
    if (is("pipelined")) {
        memcpy(output + length, next, sizeof next - 1);
        send_all(output, length + sizeof next - 1);
        skip_acceptance();
        return;
    }
    send_all(output, length);
    read_reply(&ignored);
    send_all(next, sizeof next - 1);
}

int main(void) {
    if (getenv("FAULT")) fault = getenv("FAULT");
    begin();
    send_all(next, sizeof next - 1);
    for (int count = 1;; count++) {
        struct event event = read_event();
        go_wrong(count);
        // A second connection each time would exhaust the places; a few show that the driver follows.
        if (is("reconnect") || count < 4) reconnect_if_asked();
        send_answer(answer_to(&event, count));
    }
}
