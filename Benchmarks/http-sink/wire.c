#include "wire.h"

#include <openssl/err.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

SSL_CTX *read_certificate(const char *certificate, const char *key) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (context && SSL_CTX_use_certificate_chain_file(context, certificate) == 1 &&
        SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1)
        return context;
    ERR_print_errors_fp(stderr);
    SSL_CTX_free(context);
    return NULL;
}

int wire_begin(struct wire *wire, int socket, SSL_CTX *context) {
    wire->socket = socket;
    wire->tls = NULL;
    if (!context) return 1;
    wire->tls = SSL_new(context);
    return wire->tls && SSL_set_fd(wire->tls, socket) == 1 && SSL_accept(wire->tls) == 1;
}

size_t wire_read(struct wire *wire, char *bytes, size_t count) {
    size_t got = 0;
    if (wire->tls) return SSL_read_ex(wire->tls, bytes, count, &got) == 1 ? got : 0;
    ssize_t taken = recv(wire->socket, bytes, count, 0);
    return taken > 0 ? (size_t)taken : 0;
}

int wire_write(struct wire *wire, const char *bytes, size_t count, int more) {
    size_t sent = 0;
    if (wire->tls) return SSL_write_ex(wire->tls, bytes, count, &sent) == 1;
    while (count > 0) {
        ssize_t part = send(wire->socket, bytes, count, MSG_NOSIGNAL | (more ? MSG_MORE : 0));
        if (part <= 0) return 0;
        bytes += part;
        count -= (size_t)part;
    }
    return 1;
}

void wire_end(struct wire *wire) {
    if (wire->tls) {
        SSL_shutdown(wire->tls);
        SSL_free(wire->tls);
    }
    close(wire->socket);
}
