package import Hosting
import Synchronization

/// What a function has written, line by line, and what Lambda has written of it.
package final class FunctionLog: LogSink {
    private let lines = Mutex<[String]>([])
    private let reader: any LogSink

    /// Each line goes to `reader` too, as it comes.
    package init(reader: any LogSink = NoReader()) {
        self.reader = reader
    }

    /// The latest lines, in their order.
    package var latest: [String] { lines.withLock { $0 } }

    package func write(_ line: [UInt8]) {
        let text = String(decoding: line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...], as: UTF8.self)
        lines.withLock { lines in
            lines.append(text)
            // Half at a time, so that a line costs the same however many there are.
            if lines.count > 2 * Self.kept { lines.removeFirst(Self.kept) }
        }
        reader.write(line)
    }

    /// At least as many are kept: enough to find out what went wrong, whatever runs for days.
    private static let kept = 5_000
}

/// Nobody reads along.
package struct NoReader: LogSink {
    package init() {}

    package func write(_ line: [UInt8]) {}
}

/// Several who read along.
struct Readers: LogSink {
    private let readers: [any LogSink]

    init(_ readers: [any LogSink]) {
        self.readers = readers
    }

    func write(_ line: [UInt8]) {
        for reader in readers { reader.write(line) }
    }
}
