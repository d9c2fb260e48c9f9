#pragma once

// With a certificate and its key it speaks TLS; both are NULL where it does not.
int serve(const char *certificate, const char *key);
int ask(int port, long count);
int flood(int port, long count, int width);

// What a request of the benchmark carries, and what answers it.
enum { SMALL = 1024 };
