// What is handed out, and what is expected back.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum expectation {
    /// The answer is the event, byte for byte.
    EXPECT_SAME_BYTES,
    /// The answer is the event decoded and encoded anew: keys may move and a null may go, so only its length is held
    /// against the event's.
    EXPECT_SIMILAR_LENGTH,
    /// Any answer will do.
    EXPECT_ANYTHING,
};

struct event {
    char *bytes;
    size_t length;
    enum expectation expectation;
};

/// An event from a file, without the newline that ends the file.
struct event event_from_file(const char *path, enum expectation expectation);

struct event event_from_text(const char *text, enum expectation expectation);

/// The event of a kind: `bytes` and `typed` are made of the same file, with "echo" or "typed" as the value of its
/// first key; any other kind is the path of a file to be echoed.
struct event event_of_kind(const char *kind, const char *file);

/// An echo event of exactly this many bytes.
struct event event_of_size(size_t length);

void event_free(struct event *event);

/// Whether this answer is what the event asks for.
bool event_accepts(const struct event *event, const char *answer, size_t length);
