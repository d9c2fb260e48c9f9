// An HTTP/1.1 server on loopback that does as little as it can, and the client that asks it as fast as it can.
//
//   http-sink serve [CERTIFICATE KEY]   prints its port, and serves until its standard input ends; over TLS with a
//                                       certificate, as http without
//   http-sink ask PORT COUNT            sends so many requests of 1 KB over one connection, and prints them per second
//   http-sink flood PORT COUNT WIDTH    the same over so many connections at a time
//
// It takes any body in and forgets it. What it answers is in answers.c.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sink.h"

int main(int count, char **words) {
    if (count == 2 && strcmp(words[1], "serve") == 0) return serve(NULL, NULL);
    if (count == 4 && strcmp(words[1], "serve") == 0) return serve(words[2], words[3]);
    if (count == 4 && strcmp(words[1], "ask") == 0) return ask(atoi(words[2]), atol(words[3]));
    if (count == 5 && strcmp(words[1], "flood") == 0) return flood(atoi(words[2]), atol(words[3]), atoi(words[4]));
    fprintf(stderr, "usage: http-sink serve [CERTIFICATE KEY] | ask PORT COUNT | flood PORT COUNT WIDTH\n");
    return 2;
}
