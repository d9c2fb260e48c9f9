#pragma once

#include <openssl/ssl.h>
#include <stddef.h>

// A connection, with TLS around it or not.
struct wire {
    int socket;
    SSL *tls;
};

// NULL, with a sentence on the standard error, where the certificate or its key cannot be read.
SSL_CTX *read_certificate(const char *certificate, const char *key);

// Takes over the socket; without a context there is no TLS. 0 where the handshake fails.
int wire_begin(struct wire *wire, int socket, SSL_CTX *context);

// How many bytes came; 0 where none will.
size_t wire_read(struct wire *wire, char *bytes, size_t count);

// Writes all; 0 where that is impossible. With `more`, what follows may leave in the same packet.
int wire_write(struct wire *wire, const char *bytes, size_t count, int more);

void wire_end(struct wire *wire);
