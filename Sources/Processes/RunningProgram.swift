import CLinux
import Glibc
// The compiler counts `sigset_t` as this module's where it is the first to include the header.
import SwiftOverlayShims
import SystemCalls

/// A program from its start to its end, which comes with the last reference at the latest.
///
/// It has a session of its own: what it starts can be ended with it, and there is no terminal that it could wait at. Of
/// ours it inherits the environment and the folder, and no descriptor.
final class RunningProgram {
    /// What it writes; reading does not wait.
    let output: Int32
    /// Readable once it has ended.
    let end: Int32
    private let id: pid_t
    private var isReaped = false

    init(_ arguments: [String]) throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard assay_pipe2(&ends, O_CLOEXEC) == 0 else { throw .last }
        output = ends[0]
        defer { _ = close(ends[1]) }
        do throws(SystemError) {
            // This end alone: the program's own writes wait.
            guard fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 else { throw .last }
            id = try Self.start(arguments, output: ends[1])
        } catch {
            _ = close(ends[0])
            throw error
        }
        end = pidfd_open(id, 0)
        guard end >= 0 else { throw .last }
    }

    deinit {
        if !isReaped {
            // Until it is reaped nobody else has its number.
            _ = kill(-id, SIGKILL)
            _ = finish()
        }
        _ = close(output)
        if end >= 0 { _ = close(end) }
    }

    /// Waits for its end; gives the status that a shell would give.
    func finish() -> Int {
        isReaped = true
        var status: Int32 = 0
        let id = id
        // It fails where whoever started us wants to know of no child's end; then nobody knows its status.
        guard case .success = uninterrupted({ Int(waitpid(id, &status, 0)) }) else { return -1 }
        let signal = status & 0x7F
        return Int(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
    }

    private static func start(_ arguments: [String], output: Int32) throws(SystemError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        _ = assay_spawn_closing_from(&actions, STDERR_FILENO + 1)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        // Our thread blocks signals, and our process ignores this one; both would be inherited.
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | assay_spawn_in_a_new_session
        posix_spawnattr_setflags(&attributes, flags)

        var words = arguments.map { strdup($0) }
        defer { for word in words { free(word) } }
        guard let name = words.first ?? nil else { throw SystemError(number: EINVAL) }
        words.append(nil)
        var id = pid_t()
        let result = posix_spawnp(&id, name, &actions, &attributes, words, assay_environment())
        guard result == 0 else { throw SystemError(number: result) }
        return id
    }
}
