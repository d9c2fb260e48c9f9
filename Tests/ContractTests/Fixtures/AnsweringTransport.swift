import HTTP
import Synchronization

/// Gives every request one answer, and keeps what it carried: for what the emulator does not do.
final class AnsweringTransport: HTTPTransport {
    private let status: Int
    private let body: String
    private let asked = Mutex<[[UInt8]]>([])

    init(_ status: Int, _ body: String) {
        self.status = status
        self.body = body
    }

    /// What the requests carried.
    var bodies: [[UInt8]] { asked.withLock { $0 } }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        if case .bytes(let bytes) = request.body { asked.withLock { $0.append(bytes) } }
        let head = WebResponseHead(status: status, headers: [:])
        do throws(BodyFailure) {
            try await sink.begin(head)
            try await sink.take(Array(body.utf8))
        } catch {
            throw .body(error)
        }
        return head
    }
}
