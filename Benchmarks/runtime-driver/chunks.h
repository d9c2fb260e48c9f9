// The chunked transfer coding (RFC 9112, section 7.1), one byte after another.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct chunks {
    enum {
        CHUNKS_SIZE,
        CHUNKS_EXTENSION,
        CHUNKS_DATA,
        CHUNKS_DATA_END,
        CHUNKS_TRAILER,
        CHUNKS_DONE,
        CHUNKS_MALFORMED,
    } state;
    /// Data bytes of this chunk that are still to come.
    size_t left;
    /// Bytes of the trailer line so far; an empty line ends the trailers.
    size_t line;
    bool last;
};

/// Decodes input onto the end of `output`, and returns how many input bytes belong to the message. Fewer than given
/// only where the message has ended or is malformed.
size_t chunks_feed(struct chunks *chunks, const char *input, size_t length, char *output, size_t *filled, size_t room);
