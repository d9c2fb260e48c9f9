import Glibc

/// Whether the tests, and the programs that are built beside them, are watched by a sanitizer.
package enum Sanitizer {
    /// It keeps what was freed, to see who touches it again, and opens pipes to write its reports.
    package static var isPresent: Bool { isPresent("__asan_init") || watchesThreads }
    package static var watchesThreads: Bool { isPresent("__tsan_init") }

    /// What programs must find in their environment to be watched as the tests are.
    package static var options: [String: String] {
        guard let options = getenv("TSAN_OPTIONS") else { return [:] }
        // By PATH it finds what names the functions that are passed over.
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return ["TSAN_OPTIONS": String(cString: options), "PATH": path]
    }

    /// Why no program's failure to start is looked at where threads are watched.
    package static let vforkExcuse = "the sanitizer makes a fork of vfork, by which no error of exec comes back"

    private static func isPresent(_ name: String) -> Bool { dlsym(nil, name) != nil }

    /// Why functions are not run as programs then.
    package static let excuse = "a sanitizer maps terabytes, and a function's memory limit lets no program have them"
}
