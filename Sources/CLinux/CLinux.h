// What Linux and glibc offer beyond Swift's own Glibc module.
#include <nss.h>
#include <sys/eventfd.h>
#include <unistd.h>

// A C variable that anyone may change is no value in Swift: read here, once, before a second thread exists.
static inline char *const *assay_environment(void) {
    extern char **environ;
    return environ;
}
