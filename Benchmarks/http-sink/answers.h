#pragma once

#include <stddef.h>

struct answer {
    char head[512];
    // NULL for zeros.
    const char *body;
    size_t size;
};

void prepare_answers(void);

// What answers a request, of which the head is given without the empty line that ends it.
void answer_request(const char *request, struct answer *answer);
