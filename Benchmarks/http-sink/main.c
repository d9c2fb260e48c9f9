// An HTTP/1.1 server on loopback that does as little as it can, and the client that asks it as fast as it can.
//
//   http-sink serve            prints its port, and serves until its standard input ends
//   http-sink ask PORT COUNT   sends so many requests of 1 KB over one connection, and prints them per second
//
// It takes any body in and forgets it. To `GET /N` it answers N bytes, to anything else 1,024.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sink.h"

int main(int count, char **words) {
    if (count == 2 && strcmp(words[1], "serve") == 0) return serve();
    if (count == 4 && strcmp(words[1], "ask") == 0) return ask(atoi(words[2]), atol(words[3]));
    fprintf(stderr, "usage: http-sink serve | ask PORT COUNT\n");
    return 2;
}
