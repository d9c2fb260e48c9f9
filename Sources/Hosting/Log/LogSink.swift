import Synchronization

/// Where lines go.
package protocol LogSink: Sendable {
    /// Takes one whole line, its line feed included.
    func write(_ line: [UInt8])
}

/// Keeps lines, for whoever wants to read them in the same process.
package final class MemorySink: LogSink {
    private let kept = Mutex<[String]>([])

    package init() {}

    package var lines: [String] { kept.withLock { $0 } }

    package func write(_ line: [UInt8]) {
        kept.withLock { $0.append(String(decoding: line.dropLast(), as: UTF8.self)) }
    }
}
