// What Linux and glibc offer beyond Swift's own Glibc module.
#include <errno.h>
#include <fcntl.h>
#include <nss.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
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

// What a program is started with that stays beside us for longer than a call.
struct assay_companion {
    const char *path;
    char *const *arguments;
    char *const *environment;
    // Where it starts; null for our own folder.
    const char *folder;
    // What becomes of its standard output and its standard error.
    int output;
    // The most private memory that it may map, in bytes; 0 for no limit.
    unsigned long long memory;
};

// Starts a program that leads a session of its own, inherits no descriptor, and is killed when the thread that starts
// it ends. posix_spawn can ask neither for that signal nor for a limit. Returns the process's number, or the negative
// number of the error. Between vfork and exec the child runs on our memory: only system calls stand there.
static inline int assay_start_companion(const struct assay_companion *companion) {
    extern int vfork(void);
    extern int prctl(int, ...);
    extern long syscall(long, ...);
    const int pipe_signal = 13, kill_signal = 9, set_death_signal = 1, set_mask = 2, data_limit = 2;
    const int parent = getpid();
    const int null_input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null_input < 0) return -errno;
    volatile int failure = 0;
    const int id = vfork();
    if (id == 0) {
        struct rlimit limit = {companion->memory, companion->memory};
        sigset_t none;
        sigemptyset(&none);
        signal(pipe_signal, SIG_DFL);
        if (setsid() < 0 || prctl(set_death_signal, kill_signal) != 0 || getppid() != parent
            || dup2(null_input, 0) < 0 || dup2(companion->output, 1) < 0 || dup2(companion->output, 2) < 0
            || (companion->folder && chdir(companion->folder) != 0)
            || (companion->memory && setrlimit((__typeof__(RLIMIT_DATA))data_limit, &limit) != 0)
            || syscall(436 /* close_range */, 3L, 0x7FFFFFFFL, 0L) != 0
            || sigprocmask(set_mask, &none, 0) != 0) {
            failure = errno ? errno : ESRCH;
            _exit(127);
        }
        execve(companion->path, companion->arguments, companion->environment);
        failure = errno;
        _exit(127);
    }
    const int error = errno;
    close(null_input);
    if (id < 0) return -error;
    if (failure) {
        int status;
        waitpid(id, &status, 0);
        return -failure;
    }
    return id;
}
