// The ceiling of the benchmark: the Lambda Runtime API's loop with nothing around it.
//
// One blocking socket, kept alive; each event is sent back as the bytes that came. It trusts the server that it talks
// to, because it exists to be compared with and not to be deployed.

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/// Bytes of one read: the head and the body of a small event arrive together, and a large body starts here.
enum { BUFFER_BYTES = 64 * 1024 };

/// The largest event that Lambda hands out.
enum { MAX_EVENT_BYTES = 6291556 };

/// A request id is a UUID of 36 characters; the rest is room for a service that changes its mind.
enum { MAX_ID_BYTES = 128 };

/// The request line, the id and two headers of an answer.
enum { MAX_ANSWER_HEAD_BYTES = 512 };

/// `host:port`, and the head of the request for the next event.
enum { MAX_AUTHORITY_BYTES = 256, MAX_NEXT_BYTES = 512 };

struct reply {
    int status;
    const char *body;
    size_t length;
    char id[MAX_ID_BYTES];
};

static char buffer[BUFFER_BYTES];
/// Takes what does not fit the buffer. Its pages cost nothing until a large event touches them.
static char large[MAX_EVENT_BYTES];

static _Noreturn void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("raw-client: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

static int connect_to(const char *authority) {
    char host[MAX_AUTHORITY_BYTES];
    const char *colon = strrchr(authority, ':');
    if (!colon || (size_t)(colon - authority) >= sizeof host) fail("AWS_LAMBDA_RUNTIME_API is not host:port");
    memcpy(host, authority, (size_t)(colon - authority));
    host[colon - authority] = 0;

    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon + 1))};
    if (inet_pton(AF_INET, host, &address.sin_addr) != 1) fail("%s is not an IPv4 address", host);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket: %s", strerror(errno));
    int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(fd, (struct sockaddr *)&address, sizeof address)) fail("connect: %s", strerror(errno));
    return fd;
}

static size_t read_some(int fd, char *into, size_t room) {
    for (;;) {
        ssize_t count = read(fd, into, room);
        if (count > 0) return (size_t)count;
        if (count == 0) fail("the server closed the connection");
        if (errno != EINTR) fail("read: %s", strerror(errno));
    }
}

/// Sends two pieces, as a rule in one system call.
static void send_both(int fd, const char *head, size_t head_length, const char *body, size_t body_length) {
    struct iovec pieces[2] = {{(void *)head, head_length}, {(void *)body, body_length}};
    while (pieces[0].iov_len + pieces[1].iov_len > 0) {
        ssize_t count = writev(fd, pieces, 2);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("writev: %s", strerror(errno));
        for (int i = 0; i < 2; i++) {
            size_t taken = (size_t)count < pieces[i].iov_len ? (size_t)count : pieces[i].iov_len;
            pieces[i].iov_base = (char *)pieces[i].iov_base + taken;
            pieces[i].iov_len -= taken;
            count -= (ssize_t)taken;
        }
    }
}

/// The value of a header line if it carries this name. `name` ends with the colon.
static const char *value_of(const char *line, const char *name, size_t name_length) {
    if (strncasecmp(line, name, name_length)) return NULL;
    line += name_length;
    while (*line == ' ') line++;
    return line;
}

static void copy_id(struct reply *reply, const char *value) {
    size_t length = strcspn(value, "\r");
    if (length >= sizeof reply->id) fail("a request id of %zu bytes", length);
    memcpy(reply->id, value, length);
    reply->id[length] = 0;
}

/// Reads the head of a reply, which the blank line at `end` closes.
static void parse_head(struct reply *reply, const char *head, const char *end) {
    static const char length_name[] = "Content-Length:", id_name[] = "Lambda-Runtime-Aws-Request-Id:";
    const char *space = memchr(head, ' ', (size_t)(end - head));
    reply->status = space ? atoi(space + 1) : 0;
    for (const char *line = head; line < end;) {
        const char *value;
        if ((value = value_of(line, length_name, sizeof length_name - 1))) {
            reply->length = strtoul(value, NULL, 10);
        } else if ((value = value_of(line, id_name, sizeof id_name - 1))) {
            copy_id(reply, value);
        }
        line = (const char *)memchr(line, '\n', (size_t)(end + 2 - line)) + 1;
    }
}

/// Reads one reply. The head is searched from where the last search stopped; a large body is read where it stays.
static void read_reply(int fd, struct reply *reply) {
    size_t filled = 0, searched = 0;
    const char *end = NULL;
    while (!end) {
        if (filled == sizeof buffer) fail("a head of more than %d bytes", BUFFER_BYTES);
        filled += read_some(fd, buffer + filled, sizeof buffer - filled);
        end = memmem(buffer + searched, filled - searched, "\r\n\r\n", 4);
        searched = filled < 3 ? 0 : filled - 3;
    }
    reply->length = 0;
    parse_head(reply, buffer, end);

    size_t head_length = (size_t)(end + 4 - buffer);
    size_t body_filled = filled - head_length;
    char *body = buffer + head_length;
    if (reply->length > sizeof buffer - head_length) {
        if (reply->length > sizeof large) fail("an event of %zu bytes", reply->length);
        memcpy(large, body, body_filled);
        body = large;
    }
    while (body_filled < reply->length) body_filled += read_some(fd, body + body_filled, reply->length - body_filled);
    reply->body = body;
}

static void answer(int fd, const char *authority, const struct reply *event) {
    char head[MAX_ANSWER_HEAD_BYTES];
    int length = snprintf(
        head, sizeof head,
        "POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: %s\r\nContent-Length: %zu\r\n\r\n",
        event->id, authority, event->length);
    send_both(fd, head, (size_t)length, event->body, event->length);
}

int main(void) {
    const char *authority = getenv("AWS_LAMBDA_RUNTIME_API");
    if (!authority || strlen(authority) >= MAX_AUTHORITY_BYTES) fail("AWS_LAMBDA_RUNTIME_API is not set");
    char next[MAX_NEXT_BYTES];
    int next_length = snprintf(
        next, sizeof next, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: %s\r\n\r\n", authority);
    int fd = connect_to(authority);
    struct reply reply;
    for (;;) {
        send_both(fd, next, (size_t)next_length, NULL, 0);
        read_reply(fd, &reply);
        if (reply.status != 200) fail("next was answered with %d", reply.status);
        answer(fd, authority, &reply);
        read_reply(fd, &reply);
        if (reply.status != 202) fail("response was answered with %d", reply.status);
    }
}
