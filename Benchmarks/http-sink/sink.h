#pragma once

int serve(void);
int ask(int port, long count);

// What a request of the benchmark carries, and what answers it.
enum { SMALL = 1024 };
