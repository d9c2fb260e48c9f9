import Synchronization

extension HTTPTransport {
    package func exchange(_ request: WebRequest, bodyLimit: Int) async throws(TransportFailure) -> WebResponse {
        let sink = Gathering(limit: bodyLimit)
        do {
            let head = try await exchange(request, into: sink)
            return WebResponse(head: head, body: sink.body)
        } catch {
            // The sink ended the exchange; its reason is the caller's own limit.
            throw sink.isOverLimit ? .bodyOverLimit(bodyLimit) : error
        }
    }
}

/// Keeps a body in memory, up to a limit.
private final class Gathering: BodySink {
    private struct State {
        var body: [UInt8] = []
        var isOverLimit = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var body: [UInt8] { state.withLock { $0.body } }
    var isOverLimit: Bool { state.withLock { $0.isOverLimit } }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {}

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        let fits = state.withLock { state in
            state.isOverLimit = state.isOverLimit || piece.count > limit - state.body.count
            if !state.isOverLimit { state.body += piece }
            return !state.isOverLimit
        }
        if !fits { throw BodyFailure("more than \(limit) bytes came") }
    }
}
