import HTTP
import Synchronization

/// Loses answers: the request arrives and is acted on, and nobody hears of it.
final class LosingTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let targets: Set<String>
    private let lost = Mutex<Set<String>>([])

    /// Loses the first answer to each of these operations.
    init(_ transport: any HTTPTransport, firstOf targets: Set<String>) {
        self.transport = transport
        self.targets = targets
    }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        let head = try await transport.exchange(request, into: sink)
        if isLost(request) { throw .broken(reason: "the answer was lost") }
        return head
    }

    func exchange(_ request: WebRequest, bodyLimit: Int) async throws(TransportFailure) -> WebResponse {
        let response = try await transport.exchange(request, bodyLimit: bodyLimit)
        if isLost(request) { throw .broken(reason: "the answer was lost") }
        return response
    }

    private func isLost(_ request: WebRequest) -> Bool {
        guard let name = request.headers["X-Amz-Target"]?.split(separator: ".").last.map(String.init) else {
            return false
        }
        return targets.contains(name) && lost.withLock { $0.insert(name).inserted }
    }
}

/// How requests travel.
enum Way {
    case direct
    /// The first answer to each of these is lost.
    case losing(Set<String>)
}
