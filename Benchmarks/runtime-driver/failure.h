#pragma once

/// Ends the run with a sentence on standard error and status 1. The client is stopped and reaped on the way out.
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// The same for a command line that cannot be obeyed: status 2.
_Noreturn void fail_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));
