import Glibc

/// Whether the tests, and the programs that are built beside them, are watched by a sanitizer.
package enum Sanitizer {
    package static var isPresent: Bool {
        (["__asan_init", "__tsan_init"] as [String]).contains { name in dlsym(nil, name) != nil }
    }

    /// Why functions are not run as programs then.
    package static let excuse = "a sanitizer maps terabytes, and a function's memory limit lets no program have them"
}
