#include "event.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "limits.h"

/// How far the length of a typed answer may be from its event's: an encoder may leave out a null and write a double
/// with fewer digits, and that is all.
static const double similar_share = 0.10;

static const char typed_prefix[] = "{\"op\":\"typed\"";
static const char echo_prefix[] = "{\"op\":\"echo\"";

static char *allocate(size_t length) {
    char *bytes = malloc(length + 1);
    if (!bytes) fail("no memory for an event of %zu bytes", length);
    bytes[length] = 0;
    return bytes;
}

struct event event_from_file(const char *path, enum expectation expectation) {
    FILE *file = fopen(path, "rbe");
    if (!file) fail("%s cannot be read: %s", path, strerror(errno));
    char *bytes = allocate(MAX_EVENT_BYTES);
    size_t length = fread(bytes, 1, MAX_EVENT_BYTES, file);
    if (ferror(file) || fgetc(file) != EOF) {
        fail("%s cannot be read, or is larger than %d bytes", path, MAX_EVENT_BYTES);
    }
    fclose(file);
    if (length && bytes[length - 1] == '\n') length--;
    return (struct event){bytes, length, expectation};
}

struct event event_from_text(const char *text, enum expectation expectation) {
    size_t length = strlen(text);
    char *bytes = allocate(length);
    memcpy(bytes, text, length);
    return (struct event){bytes, length, expectation};
}

/// Replaces the operation that the event names first.
static struct event renamed_to_echo(struct event typed) {
    size_t old = sizeof typed_prefix - 1, new = sizeof echo_prefix - 1;
    memmove(typed.bytes + new, typed.bytes + old, typed.length - old);
    memcpy(typed.bytes, echo_prefix, new);
    return (struct event){typed.bytes, typed.length - old + new, EXPECT_SAME_BYTES};
}

struct event event_of_kind(const char *kind, const char *file) {
    bool bytes = !strcmp(kind, "bytes"), typed = !strcmp(kind, "typed");
    if (!bytes && !typed) return event_from_file(kind, EXPECT_SAME_BYTES);
    struct event event = event_from_file(file, EXPECT_SIMILAR_LENGTH);
    if (event.length < sizeof typed_prefix || memcmp(event.bytes, typed_prefix, sizeof typed_prefix - 1)) {
        fail("%s does not begin with %s", file, typed_prefix);
    }
    return bytes ? renamed_to_echo(event) : event;
}

struct event event_of_size(size_t length) {
    static const char head[] = "{\"op\":\"echo\",\"padding\":\"", tail[] = "\"}";
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    size_t least = sizeof head + sizeof tail - 2;
    if (length < least) length = least;
    char *bytes = allocate(length);
    for (size_t i = 0; i < length; i++) bytes[i] = letters[i % (sizeof letters - 1)];
    memcpy(bytes, head, sizeof head - 1);
    memcpy(bytes + length - (sizeof tail - 1), tail, sizeof tail - 1);
    return (struct event){bytes, length, EXPECT_SAME_BYTES};
}

void event_free(struct event *event) {
    free(event->bytes);
    event->bytes = NULL;
}

bool event_accepts(const struct event *event, const char *answer, size_t length) {
    double difference = (double)length - (double)event->length, allowed = similar_share * (double)event->length;
    switch (event->expectation) {
    case EXPECT_SAME_BYTES: return length == event->length && !memcmp(answer, event->bytes, length);
    case EXPECT_SIMILAR_LENGTH: return length > 0 && difference <= allowed && -difference <= allowed;
    case EXPECT_ANYTHING: return true;
    }
    return false;
}
