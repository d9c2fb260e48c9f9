import HTTP
import TestKit
import Time

/// A transport and the loopback server that it talks to.
struct CurlFixture {
    let server: ThreadedServer
    let transport: CurlTransport
    let gauge = CurlGauge()

    init(limits: CurlLimits = CurlLimits(), _ conduct: @escaping ThreadedServer.Conduct) throws {
        server = try ThreadedServer(conduct)
        transport = CurlTransport(trusting: .none, limits: limits, gauge: gauge)
    }

    func request(
        _ method: String = "GET",
        _ target: String = "/",
        headers: WebHeaders = [:],
        body: WebBody = .none,
        within limit: Duration = .seconds(30)
    ) -> WebRequest {
        WebRequest(
            method: method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: server.port),
            target: target,
            headers: headers,
            body: body,
            deadline: SystemClock().now + limit
        )
    }

    /// What came of a request, for a test to compare.
    func outcome(_ request: WebRequest, bodyLimit: Int = 1_000_000) async -> Result<WebResponse, TransportFailure> {
        do throws(TransportFailure) {
            return .success(try await transport.exchange(request, bodyLimit: bodyLimit))
        } catch {
            return .failure(error)
        }
    }

    func outcome(_ request: WebRequest, into sink: any BodySink) async -> Result<WebResponseHead, TransportFailure> {
        do throws(TransportFailure) {
            return .success(try await transport.exchange(request, into: sink))
        } catch {
            return .failure(error)
        }
    }
}

extension CertificateAuthorities {
    /// For requests that need none: a path that no certificate is read from.
    static let none = CertificateAuthorities(.file("/nowhere"))
}

extension ServerConnection {
    /// Answers requests until the client closes.
    func answerAll(_ body: (RecordedRequest) -> String) {
        while let request = request(), send(body(request)) {}
    }
}

/// A response with a body and its length.
func ok(_ body: String, _ status: String = "200 OK") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

extension Result {
    var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}

extension TransportFailure {
    var isBroken: Bool { if case .broken = self { true } else { false } }
    var isNotSent: Bool { if case .notSent = self { true } else { false } }
}

/// Gives so many bytes, one piece after the other, and tells when it is asked.
final class CountedSource: BodySource {
    let asked = Milestone()
    /// Where it stops for as long as nobody cancels it.
    private let stallsAt: Int?
    private let left: Shared<Int>
    private let count: Int
    private let pieceSize: Int

    init(_ count: Int, pieceSize: Int = 64 * 1024, stallsAt: Int? = nil) {
        self.count = count
        self.pieceSize = pieceSize
        self.stallsAt = stallsAt
        left = Shared(count)
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        asked.reach()
        let given = left.withLock { count - $0 }
        if let stallsAt, given >= stallsAt {
            do throws(CancellationError) {
                try await SystemClock().sleep(for: .seconds(60))
            } catch {
                throw BodyFailure("the source was cancelled")
            }
        }
        return left.withLock { left in
            let size = min(limit, pieceSize, left)
            left -= size
            return [UInt8](repeating: 0x61, count: size)
        }
    }

    func rewind() async -> Bool { false }
}

/// Counts what it takes.
final class CountingSink: BodySink {
    struct Taken: Equatable {
        var head: WebResponseHead?
        var bytes = 0
        var pieces = 0
        var largest = 0
    }

    let begun = Milestone()
    private let state = Shared(Taken())

    var taken: Taken { state.withLock { $0 } }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {
        state.withLock { $0.head = head }
        begun.reach()
    }

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        state.withLock { state in
            state.bytes += piece.count
            state.pieces += 1
            state.largest = max(state.largest, piece.count)
        }
    }
}
