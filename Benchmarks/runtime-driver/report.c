#include "report.h"

#include <stdarg.h>
#include <stdio.h>

/// A report holds about ten figures for each peer.
enum { MAX_REPORT_BYTES = 16 * 1024 };

static char line[MAX_REPORT_BYTES];
static size_t length;
static int figures;

__attribute__((format(printf, 1, 0))) static void append(const char *format, va_list arguments) {
    if (length >= sizeof line) return;
    int count = vsnprintf(line + length, sizeof line - length, format, arguments);
    if (count > 0) length += (size_t)count;
}

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    append(format, arguments);
    va_end(arguments);
}

void report_begin(const char *bench) {
    length = 0;
    figures = 0;
    put("{\"bench\":\"%s\",\"figures\":{", bench);
}

void report_figure(double value, int decimals, const char *key, ...) {
    put(figures++ ? ",\"" : "\"");
    va_list arguments;
    va_start(arguments, key);
    append(key, arguments);
    va_end(arguments);
    put("\":%.*f", decimals, value);
}

void report_end(void) {
    put("}}");
    puts(line);
    fflush(stdout);
}

void report_end_on_error(void) {
    put("}}");
    fprintf(stderr, "%s\n", line);
}
