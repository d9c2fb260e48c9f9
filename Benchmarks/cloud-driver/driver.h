#pragma once

#include <stddef.h>

double now(void);

// A connection to a port of 127.0.0.1; negative where there is none.
int dial(int port);

int replay(int port, long count, int width, const char *path);
int launch(int port, char **words);
