import Glibc

/// What lies at a path, links followed.
package enum FileStatus {
    package static func isThere(_ path: String) -> Bool { kind(path) != nil }
    package static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }
    package static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

    /// Whether it is a file that this user may run.
    package static func isProgram(_ path: String) -> Bool { isFile(path) && access(path, X_OK) == 0 }

    /// The path from the root on, without links; the path itself where nothing is there.
    package static func absolute(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func kind(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
