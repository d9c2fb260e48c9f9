// libcrypto. SHA-256's plain functions are marked as deprecated since OpenSSL 3; docs/decisions/0008 says why we use them.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/sha.h>
