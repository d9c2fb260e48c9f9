import CLinux
import Glibc
import Synchronization
import SystemCalls

/// A program that stays beside us until it ends or is ended, and never longer than we do.
///
/// It leads a session, so that what it starts can be ended with it. It has a thread of ours that waits for it; should
/// our process be killed, that thread ends, and with it the program: the kernel kills it.
package final class CompanionProgram: Sendable {
    package let id: Int32
    private let pipe: OutputPipe
    private let isReaped = Mutex(false)

    /// How many bytes a page of memory has.
    private static let pageSize = sysconf(Int32(_SC_PAGESIZE))

    /// Starts a program.
    ///
    /// `takeOutput` is called on a thread of its own or by `drain()`, never twice at a time; `takeEnd` once, last.
    package static func start(
        _ launch: Launch,
        takeOutput: @escaping @Sendable ([UInt8]) -> Void,
        takeEnd: @escaping @Sendable (ProgramEnd) -> Void
    ) async throws(ProgramFault) -> CompanionProgram {
        let start: Result<CompanionProgram, ProgramFault> = await withCheckedContinuation { continuation in
            do throws(SystemError) {
                try DetachedThread.start {
                    do throws(SystemError) {
                        let program = try CompanionProgram(launch, takeOutput)
                        continuation.resume(returning: .success(program))
                        takeEnd(program.watch())
                    } catch {
                        continuation.resume(returning: .failure(.cannotStart(reason: error.reason)))
                    }
                }
            } catch {
                continuation.resume(returning: .failure(.cannotStart(reason: error.reason)))
            }
        }
        return try start.get()
    }

    private init(_ launch: Launch, _ takeOutput: @escaping @Sendable ([UInt8]) -> Void) throws(SystemError) {
        let ends = try OutputPipe.ends()
        defer { _ = close(ends.write) }
        pipe = OutputPipe(reading: ends.read, takeOutput)
        let started = launch.start(output: ends.write)
        guard started > 0 else { throw SystemError(number: -started) }
        id = started
    }

    /// Each goes to the program and to all that it has started and left in its group; to nobody once it has ended.
    package func kill() { signal(SIGKILL) }
    package func terminate() { signal(SIGTERM) }
    package func pause() { signal(SIGSTOP) }
    package func resume() { signal(SIGCONT) }

    private func signal(_ number: Int32) {
        isReaped.withLock { isReaped in
            if !isReaped { _ = Glibc.kill(-id, number) }
        }
    }

    /// Hands out what it has written so far.
    package func drain() { _ = pipe.read() }

    /// What it holds in memory now; nil once it has ended.
    package var residentBytes: Int? {
        fields(of: "statm")?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * Self.pageSize }
    }

    /// The most that it has held in memory so far; nil once it has ended.
    package var peakResidentBytes: Int? {
        guard let line = fields(of: "status")?.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else {
            return nil
        }
        return line.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
    }

    private func fields(of file: String) -> String? {
        isReaped.withLock { isReaped in
            guard !isReaped else { return nil }
            let descriptor = open("/proc/\(id)/\(file)", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            defer { _ = close(descriptor) }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            guard case .success(let count) = uninterrupted({ Glibc.read(descriptor, &bytes, bytes.count) }) else {
                return nil
            }
            return String(decoding: bytes.prefix(count), as: UTF8.self)
        }
    }

    /// Blocks until it has ended and is reaped, and tells its output meanwhile.
    private func watch() -> ProgramEnd {
        let end = pidfd_open(id, 0)
        defer { if end >= 0 { _ = close(end) } }
        var waits = [end, pipe.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while end >= 0 {
            guard case .success = uninterrupted({ Int(poll(&waits, nfds_t(waits.count), -1)) }) else { break }
            // At its end it would be readable for ever.
            if waits[1].revents != 0, pipe.read() { waits[1].fd = -1 }
            if waits[0].revents != 0 { break }
        }
        let programEnd = reap()
        // What it had written before it ended; what it has left behind holds nobody up.
        pipe.close()
        return programEnd
    }

    private func reap() -> ProgramEnd {
        // Waits without reaping, where the system has no descriptors of processes.
        var information = siginfo_t()
        _ = uninterrupted { Int(waitid(P_PID, id_t(id), &information, WNOWAIT | WEXITED)) }
        return isReaped.withLock { isReaped in
            // Until it is reaped nobody else has its number, nor its group's.
            _ = Glibc.kill(-id, SIGKILL)
            isReaped = true
            var status: Int32 = 0
            guard case .success = uninterrupted({ Int(waitpid(id, &status, 0)) }) else { return .exited(status: -1) }
            let signal = status & 0x7F
            return signal == 0 ? .exited(status: Int((status >> 8) & 0xFF)) : .killed(signal: signal)
        }
    }
}

/// How a program came to its end.
package enum ProgramEnd: Sendable, Hashable {
    case exited(status: Int)
    case killed(signal: Int32)

    /// By us, or by the kernel in need of memory: it could not object.
    package static let forced = ProgramEnd.killed(signal: SIGKILL)
}
