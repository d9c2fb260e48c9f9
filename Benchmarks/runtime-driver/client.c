#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "environment.h"
#include "failure.h"

/// The one client that runs; a run that fails takes it along.
static struct client *running;

/// Written by the child just before its exec, in a page that both see.
static int64_t *exec_moment;

static void stop_running(void) {
    if (running) client_stop(running);
}

static void prepare_once(void) {
    if (exec_moment) return;
    exec_moment = mmap(NULL, sizeof *exec_moment, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (exec_moment == MAP_FAILED) fail("mmap: %s", strerror(errno));
    atexit(stop_running);
}

static _Noreturn void child_fail(const char *what) {
    dprintf(STDERR_FILENO, "runtime-driver: %s: %s\n", what, strerror(errno));
    _exit(127);
}

/// What the child does between fork and exec. Its output goes to standard error, for ours is the report; descriptors
/// that we were given ourselves are not passed on.
static _Noreturn void become_client(
    const char *path, const struct environment *environment, int processor, pid_t driver
) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != driver) _exit(127);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) child_fail("dup2");
    if (close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC)) child_fail("close_range");
    if (chdir(environment->folder)) child_fail(environment->folder);
    if (processor >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(processor, &set);
        sched_setaffinity(0, sizeof set, &set);
    }
    char *arguments[] = {(char *)path, NULL};
    *exec_moment = now_ns();
    execve(path, arguments, (char **)environment->variables);
    child_fail(path);
}

void client_start(struct client *client, const struct launch *launch, const char *path, uint16_t port) {
    prepare_once();
    char absolute[PATH_MAX];
    if (!realpath(path, absolute)) fail("%s: %s", path, strerror(errno));
    struct environment environment;
    environment_fill(&environment, absolute, port, launch->variables, launch->variable_count);
    pid_t driver = getpid(), pid = fork();
    if (pid < 0) fail("fork: %s", strerror(errno));
    if (pid == 0) become_client(absolute, &environment, launch->processor, driver);
    setpgid(pid, pid);
    client->pid = pid;
    running = client;
    client->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (client->pidfd < 0) fail("pidfd_open: %s", strerror(errno));
    if (clock_getcpuclockid(pid, &client->processor_clock)) fail("process %d has no clock", (int)pid);
}

int64_t client_exec_moment(void) {
    return *exec_moment;
}

int client_stop(struct client *client) {
    int status = 0;
    kill(-client->pid, SIGKILL);
    kill(client->pid, SIGKILL);
    while (waitpid(client->pid, &status, 0) < 0 && errno == EINTR) continue;
    if (client->pidfd >= 0) close(client->pidfd);
    client->pid = 0;
    client->pidfd = -1;
    running = NULL;
    return status;
}

void client_describe_end(int status, char *words, size_t size) {
    if (WIFEXITED(status)) {
        snprintf(words, size, "exited with status %d", WEXITSTATUS(status));
    } else {
        snprintf(words, size, "was ended by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    }
}
