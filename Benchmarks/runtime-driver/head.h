// The head of a request: its line, and the three headers that say how its body comes.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct request;

struct head {
    size_t content_length;
    bool chunked;
    bool expects_continue;
};

/// Reads a head that ends with an empty line. False where it is not HTTP/1.1.
bool head_parse(struct head *head, struct request *request, const char *bytes, size_t length);
