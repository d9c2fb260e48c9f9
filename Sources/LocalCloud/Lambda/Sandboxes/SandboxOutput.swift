import Hosting
import Synchronization

/// Makes lines of what a process writes, and gives them to whatever runs in it just now.
final class SandboxOutput: Sendable {
    fileprivate struct State {
        var reader: any LogSink
        var line: [UInt8] = []
    }

    private let state: Mutex<State>

    /// What CloudWatch takes as one event; a longer line is cut in pieces.
    private static let longestLine = 256 * 1_024

    init(_ reader: any LogSink) {
        state = Mutex(State(reader: reader))
    }

    func take(_ bytes: [UInt8]) {
        state.withLock { state in
            for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
                if piece.offset > 0 { state.tell() }
                state.line += piece.element
                if state.line.count > Self.longestLine { state.tell() }
            }
        }
    }

    /// Another event's lines follow; a line that was begun belongs to the one before.
    func pass(to reader: any LogSink) {
        state.withLock { state in
            if !state.line.isEmpty { state.tell() }
            state.reader = reader
        }
    }
}

extension SandboxOutput.State {
    fileprivate mutating func tell() {
        reader.write(line + [UInt8(ascii: "\n")])
        line = []
    }
}
