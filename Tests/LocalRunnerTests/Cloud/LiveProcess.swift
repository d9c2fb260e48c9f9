import Processes
import SystemCalls
import TestKit

/// A program beside a test, the real `local-runner` or a client of it; no task waits for it with its thread.
///
/// It is killed with its last reference, whatever the test came to.
final class LiveProcess: Sendable {
    let program: CompanionProgram
    /// What it takes for the system's place for temporary files: a program that is killed removes nothing itself.
    let scratch: ScratchFolder
    private let written: Shared<[UInt8]>
    private let lines: Milestone
    private let ended: Milestone
    private let finalStatus: Shared<ProgramEnd?>

    /// More than any test waits for.
    private static let mostLines = 1_000

    /// The real `local-runner`, as it was built beside the tests.
    convenience init(runner arguments: [String], environment: [String: String] = [:]) async throws {
        try await self.init([ChildProcess.path(of: "local-runner")] + arguments, environment: environment)
    }

    /// The first argument names the program, by its path.
    init(_ arguments: [String], environment: [String: String]) async throws {
        let (written, lines, ended) = (Shared<[UInt8]>([]), Milestone(), Milestone())
        let status = Shared<ProgramEnd?>(nil)
        let scratch = try ScratchFolder()
        // A folder that has no template, which `start` would take up.
        let launch = CompanionProgram.Launch(
            arguments,
            environment: ["TMPDIR": scratch.path].merging(environment) { $1 }.merging(Sanitizer.options) { $1 },
            folder: "/"
        )
        program = try await CompanionProgram.start(launch) { bytes in
            written.withLock { $0 += bytes }
            for byte in bytes where byte == UInt8(ascii: "\n") { lines.reach() }
        } takeEnd: { end in
            scratch.remove()
            status.withLock { $0 = end }
            // Who waits for a line that never came is told.
            for _ in 0..<Self.mostLines { lines.reach() }
            ended.reach()
        }
        (self.written, self.lines, self.ended, finalStatus) = (written, lines, ended, status)
        self.scratch = scratch
    }

    deinit { program.kill() }

    var output: String { String(decoding: written.withLock { $0 }, as: UTF8.self) }

    /// Returns once it has written so many lines, or has ended.
    func wait(forLines count: Int) async { await lines.wait(for: count) }

    @discardableResult
    func waitForEnd() async -> ProgramEnd? {
        await ended.wait()
        return finalStatus.withLock { $0 }
    }

    /// As `kill -9`; returns when nothing of it is left.
    func kill() async {
        program.kill()
        await waitForEnd()
    }

    /// As Ctrl-C; returns when nothing of it is left.
    @discardableResult
    func end() async -> ProgramEnd? {
        program.terminate()
        return await waitForEnd()
    }
}
