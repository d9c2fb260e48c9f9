import Glibc
import Processes
import Synchronization
import TestKit
import Testing

struct CompanionProgramTests {
    /// A program, what it has written, and how it ended.
    private final class Watched: Sendable {
        let output = Shared<[UInt8]>([])
        let ended = Milestone()
        let written = Milestone()
        let end = Shared<ProgramEnd?>(nil)

        var text: String { String(decoding: output.withLock { $0 }, as: UTF8.self) }

        func start(_ launch: CompanionProgram.Launch) async throws(ProgramFault) -> CompanionProgram {
            try await CompanionProgram.start(launch) { [output, written] bytes in
                output.withLock { $0 += bytes }
                written.reach()
            } takeEnd: { [end, ended] how in
                end.withLock { $0 = how }
                ended.reach()
            }
        }
    }

    /// Runs a shell's words to their end.
    private func shell(
        _ words: String,
        environment: [String: String] = ["PATH": "/usr/bin:/bin"],
        folder: String? = nil,
        memoryLimit: Int? = nil
    ) async throws -> (text: String, end: ProgramEnd?) {
        let watched = Watched()
        let launch = CompanionProgram.Launch(
            ["/bin/sh", "-c", words],
            environment: environment,
            folder: folder,
            memoryLimit: memoryLimit
        )
        let program = try await watched.start(launch)
        await watched.ended.wait()
        #expect(program.residentBytes == nil)
        return (watched.text, watched.end.withLock { $0 })
    }

    @Test func `both its streams are heard, to the last byte, before its end is told`() async throws {
        let run = try await shell("echo one; echo two >&2; printf three; exit 4")
        #expect(run.text == "one\ntwo\nthree")
        #expect(run.end == .exited(status: 4))
    }

    @Test func `it has the environment and the folder that it is given, and nothing of ours`() async throws {
        let open = Glibc.open("/dev/null", O_RDONLY)
        defer { _ = close(open) }
        let environment = ["PATH": "/usr/bin:/bin", "WHO": "me"]
        let run = try await shell(
            "env -u PWD -u _ -u OLDPWD -u SHLVL | sort; pwd",
            environment: environment,
            folder: "/usr"
        )
        #expect(run.text == "PATH=/usr/bin:/bin\nWHO=me\n/usr\n")
        let signals = try await shell("cd /proc/self/fd; echo *; grep -E 'Sig(Blk|Ign)' /proc/self/status")
        let lines = signals.text.split(separator: "\n")
        // The shell's streams, and the one by which it reads the folder.
        #expect(lines.first?.split(separator: " ").filter { (Int($0) ?? 0) > 3 } == [])
        #expect(lines.contains { $0.hasPrefix("SigBlk") && $0.hasSuffix("0000000000000000") })
        let ignored = lines.first { $0.hasPrefix("SigIgn") }.flatMap { UInt64($0.suffix(16), radix: 16) }
        #expect(ignored.map { $0 & (1 << UInt64(SIGPIPE - 1)) } == 0)
    }

    @Test func `a signal ends it and all that it has started`() async throws {
        let watched = Watched()
        let launch = CompanionProgram.Launch(
            ["/bin/sh", "-c", "sleep 1000 & echo $!; wait"],
            environment: ["PATH": "/usr/bin:/bin"]
        )
        let program = try await watched.start(launch)
        await watched.written.wait()
        let child = try #require(Int32(watched.text.split(separator: "\n")[0]))
        #expect(kill(child, 0) == 0)
        program.kill()
        await watched.ended.wait()
        #expect(watched.end.withLock { $0 } == .forced)
        // Whoever inherited it may have reaped it already.
        for _ in 0..<3_000 where Self.lives(child) { usleep(1_000) }
        #expect(!Self.lives(child))
        program.kill()
    }

    /// Whether a process runs: one that is dead and not reaped does not.
    private static func lives(_ id: Int32) -> Bool {
        guard let file = fopen("/proc/\(id)/stat", "r") else { return false }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return false }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: " ").dropFirst(2).first != "Z"
    }

    @Test(.enabled(if: access("/usr/bin/python3", X_OK) == 0, "there is no Python"))
    func `the kernel kills it should we be killed`() async throws {
        let watched = Watched()
        let words = "import ctypes; n = ctypes.c_int(); ctypes.CDLL(None).prctl(2, ctypes.byref(n)); print(n.value)"
        _ = try await watched.start(.init(["/usr/bin/python3", "-c", words], environment: [:]))
        await watched.ended.wait()
        #expect(watched.text == "9\n")
    }

    @Test func `it maps no more than it may`() async throws {
        let run = try await shell("ulimit -d", memoryLimit: 512 << 20)
        #expect(run.text == "524288\n")
    }

    @Test(
        .disabled(if: Sanitizer.watchesThreads, "\(Sanitizer.vforkExcuse)"),
        arguments: [["/nowhere/program"], ["/etc/passwd"], [], ["/bin/echo", "a\0b"]]
    )
    func `what cannot be started says why, and leaves nothing behind`(arguments: [String]) async throws {
        let watched = Watched()
        let fault = await #expect(throws: ProgramFault.self) {
            try await watched.start(.init(arguments, environment: [:]))
        }
        guard case .cannotStart(let reason) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(!reason.isEmpty)
        #expect(watched.ended.count == 0)
    }

    @Test func `while it stands still it does nothing, and then goes on`() async throws {
        let watched = Watched()
        let launch = CompanionProgram.Launch(["/bin/cat", "/proc/self/stat", "/dev/zero"], environment: [:])
        let program = try await watched.start(launch)
        await watched.written.wait()
        #expect((program.residentBytes ?? 0) > 0)
        #expect((program.peakResidentBytes ?? 0) > 0)
        program.pause()
        program.resume()
        await watched.written.wait(for: watched.written.count + 3)
        program.terminate()
        await watched.ended.wait()
        #expect(watched.end.withLock { $0 } == .killed(signal: SIGTERM))
    }
}
