import Hosting
import Synchronization
import SystemCalls

/// Shows what functions write, each line behind its function's name.
struct FunctionScreen: Sendable {
    /// When a line is shown.
    enum Manner: Sendable {
        case atOnce
        /// When somebody asks for what was held back: whoever sees that all is well does not want to.
        case onDemand
        case never
    }

    private let console: Console
    private let manner: Manner
    private let held = HeldLines()

    init(_ console: Console, _ manner: Manner = .atOnce) {
        self.console = console
        self.manner = manner
    }

    func reader(of name: String) -> any LogSink {
        switch manner {
        case .atOnce: Lines(name: console.styled(name, .dim), show: console.tell)
        case .onDemand: Lines(name: console.styled(name, .dim), show: held.take)
        case .never: Silence()
        }
    }

    /// Shows what was held back.
    func showHeld() {
        for line in held.release() { console.tell(line) }
    }

    /// Tells whoever debugs a function in this process which process that is.
    func sayWaiting(_ name: String) {
        let number = ProcessEnvironment.processNumber
        console.tell("\(name): process \(number) waits for a debugger: lldb -p \(number), then continue")
    }

    private struct Lines: LogSink {
        let name: String
        let show: @Sendable (String) -> Void

        func write(_ line: [UInt8]) {
            let text = String(decoding: line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...], as: UTF8.self)
            // Lambda's own lines have tabs between their parts.
            let safe = text.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).printable }
            show("\(name) \(safe.joined(separator: "\t"))")
        }
    }

    private struct Silence: LogSink {
        func write(_ line: [UInt8]) {}
    }

    /// The newest lines; of a function that writes without end the beginning is of no use.
    private final class HeldLines: Sendable {
        private static let most = 10_000
        private let lines = Mutex<[String]>([])

        func take(_ line: String) {
            lines.withLock { lines in
                // Half at a time, so that a line costs the same however many there were.
                if lines.count == Self.most { lines.removeFirst(Self.most / 2) }
                lines.append(line)
            }
        }

        func release() -> [String] {
            lines.withLock { lines in
                defer { lines = [] }
                return lines
            }
        }
    }
}
