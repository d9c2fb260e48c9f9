import HTTP
import Synchronization

/// Answers requests from a script, in order, and keeps what it was asked.
final class ScriptedTransport: HTTPTransport {
    enum Reply: Sendable {
        case answer(Int, WebHeaders = [:], String = "")
        case failure(TransportFailure)
    }

    private let state: Mutex<(replies: [Reply], requests: [WebRequest])>
    private let onExchange: @Sendable (WebRequest) -> Void

    init(_ replies: [Reply], onExchange: @escaping @Sendable (WebRequest) -> Void = { _ in }) {
        state = Mutex((replies, []))
        self.onExchange = onExchange
    }

    var requests: [WebRequest] { state.withLock { $0.requests } }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        onExchange(request)
        let reply: Reply? = state.withLock { state in
            state.requests.append(request)
            return state.replies.isEmpty ? nil : state.replies.removeFirst()
        }
        switch reply {
        case .answer(let status, let headers, let body)?:
            let head = WebResponseHead(status: status, headers: headers)
            do throws(BodyFailure) {
                try await sink.begin(head)
                if !body.isEmpty { try await sink.take(Array(body.utf8)) }
            } catch {
                throw .body(error)
            }
            return head
        case .failure(let failure)?: throw failure
        case nil: throw .notSent(reason: "the script has ended")
        }
    }
}
