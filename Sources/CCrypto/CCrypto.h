// libcrypto. SHA-256's plain functions are marked as deprecated since OpenSSL 3; docs/decisions/0008 says why we use them.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/params.h>
#include <openssl/sha.h>

// Macros whose pointers a parameter keeps: a string of Swift's would be gone when OpenSSL looks.

static inline const char *ccrypto_param_group(void) { return OSSL_PKEY_PARAM_GROUP_NAME; }

static inline const char *ccrypto_param_public_key(void) { return OSSL_PKEY_PARAM_PUB_KEY; }

static inline const char *ccrypto_param_private_key(void) { return OSSL_PKEY_PARAM_PRIV_KEY; }

static inline char *ccrypto_group_p256(void) { return (char *)SN_X9_62_prime256v1; }

// Macros of several words, which Swift does not read.

static inline int ccrypto_select_public_key(void) { return EVP_PKEY_PUBLIC_KEY; }

static inline int ccrypto_select_key_pair(void) { return EVP_PKEY_KEYPAIR; }
