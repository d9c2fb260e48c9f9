#include "head.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "connection.h"

static const char version_prefix[] = "/2018-06-01/runtime/";

struct span {
    const char *bytes;
    size_t length;
};

static bool equals(struct span span, const char *text) {
    return span.length == strlen(text) && !memcmp(span.bytes, text, span.length);
}

/// Drops a prefix if it is there.
static bool drop(struct span *span, const char *prefix) {
    size_t length = strlen(prefix);
    if (span->length < length || memcmp(span->bytes, prefix, length)) return false;
    span->bytes += length;
    span->length -= length;
    return true;
}

/// `{id}/response` or `{id}/error`.
static enum call call_of_answer(struct request *request, struct span rest) {
    const char *slash = memchr(rest.bytes, '/', rest.length);
    if (!slash) return CALL_OTHER;
    request->id = rest.bytes;
    request->id_length = (size_t)(slash - rest.bytes);
    struct span verb = {slash + 1, rest.length - request->id_length - 1};
    if (equals(verb, "response")) return CALL_RESPONSE;
    return equals(verb, "error") ? CALL_ERROR : CALL_OTHER;
}

static enum call call_of(struct request *request, bool get, bool post) {
    struct span path = {request->path, request->path_length};
    if (!drop(&path, version_prefix)) return CALL_OTHER;
    if (get) return equals(path, "invocation/next") ? CALL_NEXT : CALL_OTHER;
    if (!post) return CALL_OTHER;
    if (equals(path, "init/error")) return CALL_INIT_ERROR;
    return drop(&path, "invocation/") ? call_of_answer(request, path) : CALL_OTHER;
}

/// `METHOD path HTTP/1.1`
static bool parse_line(struct request *request, struct span line) {
    bool get = drop(&line, "GET "), post = !get && drop(&line, "POST ");
    const char *space = memchr(line.bytes, ' ', line.length);
    if (!space || line.length - (size_t)(space - line.bytes) < sizeof " HTTP/1.1" - 1) return false;
    if (memcmp(space, " HTTP/1.1", sizeof " HTTP/1.1" - 1)) return false;
    request->path = line.bytes;
    request->path_length = (size_t)(space - line.bytes);
    request->id = NULL;
    request->id_length = 0;
    request->call = call_of(request, get, post);
    return true;
}

static bool has_name(struct span *line, const char *name) {
    size_t length = strlen(name);
    if (line->length < length || strncasecmp(line->bytes, name, length)) return false;
    line->bytes += length;
    line->length -= length;
    return true;
}

static void parse_header(struct head *head, struct span line) {
    if (has_name(&line, "Content-Length:")) {
        head->content_length = strtoul(line.bytes, NULL, 10);
    } else if (has_name(&line, "Transfer-Encoding:")) {
        head->chunked = memmem(line.bytes, line.length, "chunked", sizeof "chunked" - 1) != NULL;
    } else if (has_name(&line, "Expect:")) {
        head->expects_continue = true;
    }
}

bool head_parse(struct head *head, struct request *request, const char *bytes, size_t length) {
    *head = (struct head){0};
    const char *line = bytes, *end = bytes + length - 2;
    for (bool first = true; line < end; first = false) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        if (!newline) return false;
        struct span span = {line, (size_t)(newline - line)};
        if (!first) {
            parse_header(head, span);
        } else if (!parse_line(request, span)) {
            return false;
        }
        line = newline + 1;
    }
    return true;
}
