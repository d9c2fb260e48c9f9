import Hosting
import SystemCalls

/// Shows what functions write, each line behind its function's name.
struct FunctionScreen: Sendable {
    private let console: Console
    private let isQuiet: Bool

    init(_ console: Console, isQuiet: Bool = false) {
        self.console = console
        self.isQuiet = isQuiet
    }

    func reader(of name: String) -> any LogSink {
        if isQuiet { return Silence() }
        return Lines(console: console, name: name)
    }

    /// Tells whoever debugs a function in this process which process that is.
    func sayWaiting(_ name: String) {
        let number = ProcessEnvironment.processNumber
        console.tell("\(name): process \(number) waits for a debugger: lldb -p \(number), then continue")
    }

    private struct Lines: LogSink {
        let console: Console
        let name: String

        func write(_ line: [UInt8]) {
            let text = String(decoding: line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...], as: UTF8.self)
            // Lambda's own lines have tabs between their parts.
            let safe = text.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).printable }
            console.tell("\(console.styled(name, .dim)) \(safe.joined(separator: "\t"))")
        }
    }

    private struct Silence: LogSink {
        func write(_ line: [UInt8]) {}
    }
}
