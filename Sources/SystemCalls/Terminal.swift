import Glibc

/// Whether somebody looks.
package enum Terminal {
    package static var isStandardOutput: Bool { isatty(STDOUT_FILENO) == 1 }
    package static var isStandardError: Bool { isatty(STDERR_FILENO) == 1 }
}
