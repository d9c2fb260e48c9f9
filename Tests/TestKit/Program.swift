import CLinux
import Glibc

/// A program that a test started.
///
/// It writes its output and its errors into one pipe.
package struct Program: ~Copyable {
    package enum Input: Sendable {
        /// It is at its end from the start.
        case none
        /// Nothing comes, and its end with the end of this process, or before it by ``endInput()``.
        case open
    }

    private let id: pid_t
    private let output: Int32
    private var unread: [UInt8] = []
    private var status: Int32?

    /// Starts the program that the first argument names, found as the shell would find it.
    package init(
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: String = ".",
        input: Input = .none
    ) throws(ProgramFailure) {
        // A pipe cannot be made so that no other test's child inherits it, a pair of sockets can.
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .call("socketpair", errno) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        switch input {
        case .none: posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        case .open: posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
        }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
        // A connection that a server of some test has accepted would stay open for as long as the program runs.
        _ = assay_spawn_closing_from(&actions, STDERR_FILENO + 1)
        // PATH and HOME are what the programs that tests start need of ours.
        var variables = environment
        for name in ["PATH", "HOME"] where variables[name] == nil {
            variables[name] = getenv(name).map { String(cString: $0) }
        }
        var child = pid_t()
        let status = withCStrings(["env", "-C", folder] + arguments) { argv in
            withCStrings(variables.map { "\($0)=\($1)" }.sorted()) { envp in
                posix_spawnp(&child, "env", &actions, nil, argv, envp)
            }
        }
        guard status == 0 else {
            close(ends[0])
            throw .call("posix_spawnp", status)
        }
        id = child
        output = ends[0]
    }

    /// The next line of the output, or nil at its end.
    package mutating func line() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeSubrange(...end) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            guard readMore() else { return nil }
        }
    }

    /// Ends an open input.
    package func endInput() {
        _ = shutdown(output, Int32(SHUT_WR))
    }

    /// Waits for the end, and gives the status that the shell would give with all output not yet read.
    package consuming func finished() -> (status: Int32, output: String) {
        while readMore() {}
        let status = ended()
        self.status = status
        return (status, String(decoding: unread, as: UTF8.self))
    }

    deinit {
        if status == nil {
            kill(id, SIGKILL)
            _ = ended()
        }
    }

    private mutating func readMore() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var count = read(output, &chunk, chunk.count)
        while count < 0, errno == EINTR { count = read(output, &chunk, chunk.count) }
        unread.append(contentsOf: chunk[..<max(0, count)])
        return count > 0
    }

    private func ended() -> Int32 {
        close(output)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}

package enum ProgramFailure: Error {
    case call(String, Int32)
    case ended([String], status: Int32, output: String)
}

/// Runs a program to its end and gives its output.
///
/// Any status but 0 throws.
@discardableResult
package func run(
    _ arguments: String...,
    environment: [String: String] = [:],
    in folder: String = "."
) throws(ProgramFailure) -> String {
    try run(arguments, environment: environment, in: folder)
}

@discardableResult
package func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    in folder: String = "."
) throws(ProgramFailure) -> String {
    let (status, output) = try Program(arguments, environment: environment, in: folder).finished()
    guard status == 0 else { throw .ended(arguments, status: status, output: output) }
    return output
}

private func withCStrings<Result>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
