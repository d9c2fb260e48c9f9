import HTTP
import Hosting

/// Makes one HTTPS request when asked: `{"op":"https","host":"…","target":"/…"}`.
///
/// It stands for a function that calls AWS: what that costs in size and start, and that names and certificates are
/// found in any image.
struct AWSProbe: Step {
    private let authorities: CertificateAuthorities
    private let transport: CurlTransport

    /// Enough for any page that a probe is pointed at, and nothing beside a function's memory.
    private static let bodyLimit = 1_000_000

    init(trusting authorities: CertificateAuthorities) {
        self.authorities = authorities
        transport = CurlTransport(trusting: authorities)
    }

    struct Event: Decodable {
        let op: String
        let host: String
        let port: UInt16?
        let target: String
    }

    struct Output: Encodable {
        let status: Int
        let bytes: Int
        let authorities: String
        let milliseconds: Double
    }

    func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Output {
        guard event.op == "https" else {
            throw .reject(Fault(.invalid, "unknown-op", "There is no op '\(event.op)'."))
        }
        let request = WebRequest(
            origin: WebOrigin(scheme: .https, host: event.host, port: event.port),
            target: event.target,
            deadline: context.deadline
        )
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let response = try await transport.exchange(request, bodyLimit: Self.bodyLimit)
            return Output(
                status: response.head.status,
                bytes: response.body.count,
                authorities: authorities.place.path,
                milliseconds: (clock.now - start) / .milliseconds(1)
            )
        } catch {
            throw .reject(Fault(.unavailable, "request-failed", "\(error)"))
        }
    }
}
