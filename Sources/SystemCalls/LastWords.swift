import CLinux
import Glibc
import Synchronization

/// What a process says when it traps: what it was running, which nothing else could tell any more.
package enum LastWords {
    /// Names under way, with how often; the text of them lies where a signal handler may read it.
    private static let names = Mutex<[String: Int]>([:])
    private static let longest = 1_024
    /// Never given back: a handler may read it at any moment.
    private static let text = Atomic(UInt(bitPattern: UnsafeMutablePointer<UInt8>.allocate(capacity: longest)))
    private static let length = Atomic<Int>(0)

    private static var bytes: UnsafeMutablePointer<UInt8>? {
        UnsafeMutablePointer(bitPattern: text.load(ordering: .relaxed))
    }

    package static func enter(_ name: String) { change { $0[name, default: 0] += 1 } }

    package static func leave(_ name: String) {
        change { names in
            let count = names[name, default: 1] - 1
            names[name] = count > 0 ? count : nil
        }
    }

    private static func change(_ body: (inout [String: Int]) -> Void) {
        names.withLock { names in
            body(&names)
            let words = Array(names.keys.sorted().joined(separator: ", ").utf8.prefix(longest))
            for (index, byte) in words.enumerated() { bytes?[index] = byte }
            length.store(words.count, ordering: .releasing)
        }
    }

    /// From now on a trap is told before it ends the process.
    package static func tellTraps() {
        for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                LastWords.tell()
                // The handler is gone by now: the signal does what it does by itself.
                raise(number)
            }
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND) | UInt32(SA_NODEFER))
            _ = sigaction(number, &action, nil)
        }
    }

    private static func tell() {
        let count = length.load(ordering: .acquiring)
        guard count > 0, let bytes else { return }
        say("local-runner: trapped while these functions ran in this process: ")
        _ = write(STDERR_FILENO, bytes, count)
        say("\nlocal-runner: with --processes a trap ends its function alone\n")
    }

    private static func say(_ words: StaticString) {
        _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
    }
}
