package import HTTP
import Synchronization

/// Gives the body of a success to the caller's sink, and keeps that of an error for us to read.
final class AnswerSink: BodySink {
    private let sink: any BodySink
    private let state = Mutex(State())

    private struct State {
        var isGiven = false
        var hasGivenBytes = false
        var error: [UInt8] = []
    }

    /// Errors have a kilobyte; what of one is longer than this tells nothing more.
    private static let longestError = 65_536

    init(_ sink: any BodySink) {
        self.sink = sink
    }

    /// Whether the caller's sink has been asked for anything.
    var isGiven: Bool { state.withLock { $0.isGiven } }
    var hasGivenBytes: Bool { state.withLock { $0.hasGivenBytes } }
    /// The body of an error, cut where it is too long.
    var error: [UInt8] { state.withLock { $0.error } }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {
        guard (200..<300).contains(head.status) else { return }
        state.withLock { $0.isGiven = true }
        try await sink.begin(head)
    }

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        let isGiven = state.withLock { state in
            if state.isGiven {
                state.hasGivenBytes = true
            } else {
                state.error += piece.prefix(Self.longestError - state.error.count)
            }
            return state.isGiven
        }
        if isGiven { try await sink.take(piece) }
    }
}

/// A sink that can take the rest of an answer from where it broke off.
package protocol ResumingSink: BodySink {
    /// The headers that ask for the rest and nothing but the rest; nil where it cannot go on.
    func headersForRest() async -> WebHeaders?
}
