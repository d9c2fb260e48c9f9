import CLinux
import Glibc
import Synchronization
import SystemCalls

/// The reading end of what a program writes, which two may read, one at a time.
final class OutputPipe: Sendable {
    let descriptor: Int32
    private let takeOutput: @Sendable ([UInt8]) -> Void
    private let isClosed = Mutex(false)

    init(reading descriptor: Int32, _ takeOutput: @escaping @Sendable ([UInt8]) -> Void) {
        self.descriptor = descriptor
        self.takeOutput = takeOutput
    }

    deinit { close() }

    /// A pipe whose reading does not wait.
    static func ends() throws(SystemError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard assay_pipe2(&ends, O_CLOEXEC) == 0 else { throw .last }
        // This end alone: the program's own writes wait.
        guard fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 else {
            let error = SystemError.last
            for end in ends { _ = Glibc.close(end) }
            throw error
        }
        return (ends[0], ends[1])
    }

    /// Hands out what has come; true at the end of all output.
    ///
    /// The lock is held while it is handed out, so that two readers keep its order.
    func read() -> Bool {
        isClosed.withLock { isClosed in isClosed || readAll() }
    }

    /// Hands out the rest, and closes.
    func close() {
        isClosed.withLock { isClosed in
            guard !isClosed else { return }
            _ = readAll()
            isClosed = true
            _ = Glibc.close(descriptor)
        }
    }

    private func readAll() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        for _ in 0..<Self.mostReads {
            switch uninterrupted({ Glibc.read(descriptor, &buffer, buffer.count) }) {
            case .success(0): return true
            case .success(let count): takeOutput(Array(buffer.prefix(count)))
            case .failure: return false
            }
        }
        return false
    }

    /// A program that never stops writing is read in turns: sixteen megabytes at a time.
    private static let mostReads = 256
}
