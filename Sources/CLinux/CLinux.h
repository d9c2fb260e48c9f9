// What Linux and glibc offer beyond Swift's own Glibc module.
#include <nss.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <unistd.h>

// A C variable that anyone may change is no value in Swift: read here, once, before a second thread exists.
static inline char *const *assay_environment(void) {
    extern char **environ;
    return environ;
}

// Swift's module of glibc is read without GNU's own functions.
static inline int assay_pipe2(int *ends, int flags) {
    extern int pipe2(int *, int);
    return pipe2(ends, flags);
}

// The connection's other end is known to its answers alone, and nobody here asks for it.
static inline int assay_accept(int listener, int flags) {
    extern int accept4(int, void *, void *, int);
    return accept4(listener, 0, 0, flags);
}

static inline int assay_spawn_closing_from(void *actions, int first) {
    extern int posix_spawn_file_actions_addclosefrom_np(void *, int);
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

// POSIX_SPAWN_SETSID
static const short assay_spawn_in_a_new_session = 0x80;
