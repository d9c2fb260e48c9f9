#include "chunks.h"

#include <stdint.h>
#include <string.h>

static int hex_digit(char byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static void end_size_line(struct chunks *chunks) {
    chunks->last = chunks->left == 0;
    chunks->state = chunks->last ? CHUNKS_TRAILER : CHUNKS_DATA;
    chunks->line = 0;
}

static void take_size(struct chunks *chunks, char byte) {
    int digit = hex_digit(byte);
    if (digit >= 0 && chunks->left <= UINT32_MAX) {
        chunks->left = chunks->left * 16 + (size_t)digit;
    } else if (byte == '\n') {
        end_size_line(chunks);
    } else if (byte == '\r' || byte == ';' || byte == ' ') {
        chunks->state = CHUNKS_EXTENSION;
    } else {
        chunks->state = CHUNKS_MALFORMED;
    }
}

static void take_trailer(struct chunks *chunks, char byte) {
    if (byte == '\n' && chunks->line == 0) {
        chunks->state = CHUNKS_DONE;
    } else if (byte == '\n') {
        chunks->line = 0;
    } else if (byte != '\r') {
        chunks->line++;
    }
}

static void take_byte(struct chunks *chunks, char byte) {
    switch (chunks->state) {
    case CHUNKS_SIZE: take_size(chunks, byte); break;
    case CHUNKS_EXTENSION: if (byte == '\n') end_size_line(chunks); break;
    case CHUNKS_DATA_END: if (byte == '\n') chunks->state = CHUNKS_SIZE; break;
    case CHUNKS_TRAILER: take_trailer(chunks, byte); break;
    case CHUNKS_DATA: case CHUNKS_DONE: case CHUNKS_MALFORMED: break;
    }
}

size_t chunks_feed(struct chunks *chunks, const char *input, size_t length, char *output, size_t *filled, size_t room) {
    size_t taken = 0;
    while (taken < length && chunks->state != CHUNKS_DONE && chunks->state != CHUNKS_MALFORMED) {
        if (chunks->state != CHUNKS_DATA) {
            take_byte(chunks, input[taken++]);
            continue;
        }
        size_t piece = length - taken < chunks->left ? length - taken : chunks->left;
        if (piece > room - *filled) {
            chunks->state = CHUNKS_MALFORMED;
            break;
        }
        memcpy(output + *filled, input + taken, piece);
        *filled += piece;
        taken += piece;
        chunks->left -= piece;
        if (!chunks->left) chunks->state = CHUNKS_DATA_END;
    }
    return taken;
}
