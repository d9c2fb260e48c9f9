import CLinux
import Glibc

/// A program under test in a process of its own.
///
/// It is killed with its last reference, whatever the test came to.
package final class ChildProcess {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package enum End: Hashable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    /// What becomes of the program's standard output and standard error.
    package enum Streams: CaseIterable, Sendable {
        case kept, closed, withoutReader
    }

    package let id: Int32
    private let outputPath: String
    private var end: End?

    /// Runs a program that was built beside the tests.
    package init(_ program: String, environment: [String: String], streams: Streams = .kept) throws {
        var template = Array("/tmp/assay-test-XXXXXX".utf8CString)
        let output = mkstemp(&template)
        guard output >= 0 else { throw Failure(description: "no temporary file: errno \(errno)") }
        outputPath = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            _ = close(output)
        }
        let deserted = try ChildProcess.withoutReader()
        defer { _ = close(deserted) }
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            switch streams {
            case .kept: posix_spawn_file_actions_adddup2(&actions, output, stream)
            case .closed: posix_spawn_file_actions_addclose(&actions, stream)
            case .withoutReader: posix_spawn_file_actions_adddup2(&actions, deserted, stream)
            }
        }
        _ = assay_spawn_closing_from(&actions, STDERR_FILENO + 1)
        let path = ChildProcess.path(of: program)
        // The threads that run tests block signals, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        var environment = environment
        // Where a program built for coverage leaves its counts; without it they land in the current folder.
        environment["LLVM_PROFILE_FILE"] = getenv("LLVM_PROFILE_FILE").map { String(cString: $0) }
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var id = pid_t()
        let result = posix_spawn(&id, path, &actions, &attributes, &arguments, &variables)
        guard result == 0 else { throw Failure(description: "\(path) does not start: errno \(result)") }
        self.id = id
    }

    deinit {
        if end == nil {
            kill(id, SIGKILL)
            waitpid(id, nil, 0)
        }
        unlink(outputPath)
    }

    /// A pipe's end for writing, whose other end is closed.
    private static func withoutReader() throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(description: "no pipe: errno \(errno)") }
        _ = close(ends[0])
        return ends[1]
    }

    /// Where a program lies that was built beside the tests.
    package static func path(of program: String) -> String { folder + "/" + program }

    /// Where the build puts programs: the test runner's own folder.
    private static var folder: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), bytes.count) }
                ?? 0
        }
        let path = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        return path.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 }
    }

    package func signal(_ number: Int32) {
        kill(id, number)
    }

    /// Waits for the end, at most half a minute.
    package func waitForEnd() throws -> End {
        if let end { return end }
        for _ in 0..<3_000 {
            var status: Int32 = 0
            if waitpid(id, &status, WNOHANG) == id {
                let signal = status & 0x7F
                let end = signal == 0 ? End.exited((status >> 8) & 0xFF) : .killed(signal: signal)
                self.end = end
                return end
            }
            usleep(10_000)
        }
        throw Failure(description: "process \(id) does not end; it said: \(output)")
    }

    /// What it has written so far to standard output and standard error.
    package var output: String {
        guard let file = fopen(outputPath, "r") else { return "" }
        defer { fclose(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return String(decoding: text, as: UTF8.self) }
            text += buffer[..<count]
        }
    }

    /// A figure of /proc/<id>/status, in kibibytes.
    package func status(_ name: String) -> Int? {
        guard let file = fopen("/proc/\(id)/status", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let words = text.split { $0 == ":" || $0 == "\t" || $0 == " " || $0 == "\n" }
            if words.first.map(String.init) == name, words.count > 1 { return Int(words[1]) }
        }
        return nil
    }
}
