#include "invocation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "failure.h"
#include "limits.h"

/// Half a minute to answer, which no measured event comes near.
enum { DEADLINE_MS = 30000, DEADLINE_DIGITS = 13 };

/// The digits of the request id that count the events.
enum { SERIAL_DIGITS = 12 };

/// The id's other digits.
static const char id_prefix[] = "8476a536-e9f4-4e3a-b0c5-";

static const char head_format[] =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: application/json\r\n"
    "Lambda-Runtime-Aws-Request-Id: %s000000000000\r\n"
    "Lambda-Runtime-Deadline-Ms: 0000000000000\r\n"
    "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:assay-benchmark\r\n"
    "Lambda-Runtime-Trace-Id: %s\r\n"
    "%s"
    "Date: %s\r\n"
    "Content-Length: %zu\r\n\r\n";

static const char *const traces[] = {
    "Root=1-5f0c6d1e-8a344b7e9c521d7f3be0a964;Parent=53995c3f42cd8ad8;Sampled=1",
    "Root=1-5f0c6d1e-8a344b7e9c521d7f3be0a965;Parent=53995c3f42cd8ad9;Sampled=0;Lineage=a87bd80c:1|68fd508a:5",
    "Root=1-5f0c6d1e-8a344b7e9c521d7f3be0a966",
};

static const char identity[] =
    "Lambda-Runtime-Client-Context: {\"client\":{\"app_title\":\"assay\"},\"custom\":{\"origin\":\"desk\"}}\r\n"
    "Lambda-Runtime-Cognito-Identity: {\"identityId\":\"eu-west-1:5f0c\",\"identityPoolId\":\"eu-west-1:8a34\"}\r\n";
static const char tenant[] = "Lambda-Runtime-Aws-Tenant-Id: org-4821\r\n";
static const char *const extras[] = {"", identity, "", tenant, ""};

static void make_room(struct invocation *invocation, size_t length) {
    if (length <= invocation->room) return;
    invocation->reply = realloc(invocation->reply, length);
    if (!invocation->reply) fail("no memory for a reply of %zu bytes", length);
    invocation->room = length;
}

static char *find_value(struct invocation *invocation, const char *name) {
    return strstr(invocation->reply, name) + strlen(name);
}

static void build(
    struct invocation *invocation, const struct event *event, const char *trace, const char *extra
) {
    char date[64];
    time_t now = time(NULL);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime(&now));
    invocation->event = event;
    make_room(invocation, MAX_EVENT_HEAD_BYTES + event->length);
    int head = snprintf(
        invocation->reply, MAX_EVENT_HEAD_BYTES, head_format, id_prefix, trace, extra, date, event->length);
    invocation->id = find_value(invocation, "Request-Id: ");
    invocation->deadline = find_value(invocation, "Deadline-Ms: ");
    memcpy(invocation->reply + head, event->bytes, event->length);
    invocation->reply_length = (size_t)head + event->length;
}

void invocation_build(struct invocation *invocation, const struct event *event) {
    build(invocation, event, traces[0], extras[0]);
}

void invocation_build_varied(struct invocation *invocation, const struct event *event) {
    const char *trace = traces[invocation->serial % (sizeof traces / sizeof *traces)];
    const char *extra = extras[invocation->serial % (sizeof extras / sizeof *extras)];
    build(invocation, event, trace, extra);
}

static void put_digits(char *place, int digits, uint64_t value, unsigned base) {
    while (digits--) {
        place[digits] = "0123456789abcdef"[value % base];
        value /= base;
    }
}

void invocation_renew(struct invocation *invocation) {
    uint64_t deadline = (uint64_t)(clock_ns(CLOCK_REALTIME) / NS_PER_MS) + DEADLINE_MS;
    invocation->serial++;
    put_digits(invocation->id + REQUEST_ID_BYTES - SERIAL_DIGITS, SERIAL_DIGITS, invocation->serial, 16);
    put_digits(invocation->deadline, DEADLINE_DIGITS, deadline, 10);
}

void invocation_free(struct invocation *invocation) {
    free(invocation->reply);
    *invocation = (struct invocation){0};
}
