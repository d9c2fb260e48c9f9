import HTTP
import Synchronization

/// Answers requests from a script, in order, and keeps what it was asked.
final class ScriptedTransport: HTTPTransport {
    enum Reply: Sendable {
        case answer(Int, WebHeaders = [:], String = "")
        case failure(TransportFailure)
        /// Breaks off when so much of the answer has come.
        case interrupted(Int, WebHeaders = [:], String = "")
    }

    private let state: Mutex<(replies: [Reply], requests: [WebRequest], bodies: [[UInt8]])>
    private let onExchange: @Sendable (WebRequest) -> Void

    init(_ replies: [Reply], onExchange: @escaping @Sendable (WebRequest) -> Void = { _ in }) {
        state = Mutex((replies, [], []))
        self.onExchange = onExchange
    }

    var requests: [WebRequest] { state.withLock { $0.requests } }
    /// What the requests carried, byte for byte.
    var bodies: [[UInt8]] { state.withLock { $0.bodies } }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        onExchange(request)
        let body = try await read(request.body)
        let reply: Reply? = state.withLock { state in
            state.requests.append(request)
            state.bodies.append(body)
            return state.replies.isEmpty ? nil : state.replies.removeFirst()
        }
        switch reply {
        case .answer(let status, let headers, let body)?:
            return try await give(WebResponseHead(status: status, headers: headers), body, to: sink)
        case .interrupted(let status, let headers, let body)?:
            _ = try await give(WebResponseHead(status: status, headers: headers), body, to: sink)
            throw .broken(reason: "interrupted")
        case .failure(let failure)?: throw failure
        case nil: throw .notSent(reason: "the script has ended")
        }
    }

    private func give(
        _ head: WebResponseHead,
        _ body: String,
        to sink: any BodySink
    ) async throws(TransportFailure) -> WebResponseHead {
        do throws(BodyFailure) {
            try await sink.begin(head)
            if !body.isEmpty { try await sink.take(Array(body.utf8)) }
        } catch {
            throw .body(error)
        }
        return head
    }

    private func read(_ body: WebBody) async throws(TransportFailure) -> [UInt8] {
        switch body {
        case .none: return []
        case .bytes(let bytes): return bytes
        case .stream(let source, let length):
            do throws(BodyFailure) {
                let bytes = try await source.all()
                guard bytes.count == length ?? bytes.count else { throw BodyFailure("another length than announced") }
                return bytes
            } catch {
                throw .body(error)
            }
        }
    }
}
