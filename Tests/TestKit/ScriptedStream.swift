package import Sockets
import Synchronization

/// A stream that reads from a script and keeps what is written.
package final class ScriptedStream: ByteStream {
    package enum Event: Sendable {
        case bytes([UInt8])
        case failure(StreamFailure)

        package static func text(_ text: String) -> Event { .bytes(Array(text.utf8)) }
    }

    private struct State {
        var script: [Event]
        var written: [UInt8] = []
        var failingWrites: [StreamFailure?]
        var isInterrupted: Bool
    }

    private let state: Mutex<State>
    private let pieceSize: Int

    /// `pieceSize` is the most that one read gives: 1 shows that no reader depends on where packets end.
    ///
    /// A write fails where `failingWrites` holds a failure in its place; a script that is used up is the stream's end.
    package init(
        _ script: [Event],
        pieceSize: Int = .max,
        failingWrites: [StreamFailure?] = [],
        isInterrupted: Bool = false
    ) {
        state = Mutex(State(script: script, failingWrites: failingWrites, isInterrupted: isInterrupted))
        self.pieceSize = pieceSize
    }

    package var written: [UInt8] { state.withLock { $0.written } }

    package func read(into buffer: inout [UInt8], atMost limit: Int) async throws(StreamFailure) -> Int {
        let next = state.withLock { state -> Event? in
            guard let event = state.script.first else { return nil }
            guard case .bytes(let bytes) = event else { return state.script.removeFirst() }
            let count = min(limit, pieceSize, bytes.count)
            if count == bytes.count {
                state.script.removeFirst()
            } else {
                state.script[0] = .bytes(Array(bytes[count...]))
            }
            return .bytes(Array(bytes[..<count]))
        }
        switch next {
        case .bytes(let bytes):
            buffer += bytes
            return bytes.count
        case .failure(let failure): throw failure
        case nil: return 0
        }
    }

    package func write(_ head: [UInt8], _ body: [UInt8]) async throws(StreamFailure) {
        let failure = state.withLock { state -> StreamFailure? in
            if !state.failingWrites.isEmpty, let failure = state.failingWrites.removeFirst() { return failure }
            state.written += head + body
            return nil
        }
        if let failure { throw failure }
    }

    package func waitForBytes(unless interruption: Interruption) async throws(StreamFailure) -> Readiness {
        state.withLock { $0.isInterrupted && $0.script.isEmpty } ? .interrupted : .readable
    }

    /// A script that is used up has ended; what is left of one comes when it is asked for.
    package var isQuiet: Bool { state.withLock { !$0.script.isEmpty } }

    package func close() {}
}
