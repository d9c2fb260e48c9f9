#include "environment.h"

#include <stdio.h>
#include <string.h>

/// Lambda's documented variables for a custom runtime. The credentials are the ones of AWS's own examples.
static const char *const fixed[] = {
    "_HANDLER=bootstrap",
    "AWS_ACCESS_KEY_ID=AKIDEXAMPLE",
    "AWS_DEFAULT_REGION=eu-west-1",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128",
    "AWS_LAMBDA_FUNCTION_NAME=assay-benchmark",
    "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
    "AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
    "AWS_LAMBDA_LOG_FORMAT=JSON",
    "AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/assay-benchmark",
    "AWS_LAMBDA_LOG_LEVEL=INFO",
    "AWS_LAMBDA_LOG_STREAM_NAME=2026/03/14/[$LATEST]0123456789abcdef0123456789abcdef",
    "AWS_REGION=eu-west-1",
    "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "AWS_SESSION_TOKEN=EXAMPLE",
    "AWS_XRAY_CONTEXT_MISSING=LOG_ERROR",
    "AWS_XRAY_DAEMON_ADDRESS=127.0.0.1:2000",
    "LAMBDA_RUNTIME_DIR=/var/runtime",
    "LANG=en_US.UTF-8",
    "PATH=/usr/local/bin:/usr/bin:/bin:/opt/bin",
    "TZ=:UTC",
};

_Static_assert(sizeof fixed / sizeof *fixed + 3 + MAX_EXTRA_VARIABLES <= MAX_VARIABLES, "every variable has a place");

void environment_fill(
    struct environment *environment, const char *path, uint16_t port, const char *const *extra, int extra_count
) {
    snprintf(environment->folder, sizeof environment->folder, "%s", path);
    *strrchr(environment->folder, '/') = 0;
    if (!*environment->folder) strcpy(environment->folder, "/");
    snprintf(environment->api, sizeof environment->api, "AWS_LAMBDA_RUNTIME_API=127.0.0.1:%u", port);
    snprintf(environment->task_root, sizeof environment->task_root, "LAMBDA_TASK_ROOT=%s", environment->folder);

    int count = 0;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) environment->variables[count++] = fixed[i];
    environment->variables[count++] = environment->api;
    environment->variables[count++] = environment->task_root;
    for (int i = 0; i < extra_count; i++) environment->variables[count++] = extra[i];
    environment->variables[count] = NULL;
    environment->count = count;
}
