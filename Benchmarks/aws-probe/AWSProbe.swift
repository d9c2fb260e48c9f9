import HTTP
import Hosting

/// Makes one HTTPS request when asked: `{"op":"https","url":"https://…"}`.
///
/// It stands for a function that calls AWS: what that costs in size and start, and that names and certificates are
/// found in any image.
struct AWSProbe: Step {
    private let authorities: CertificateAuthorities

    /// Enough for any page that a probe is pointed at, and nothing beside a function's memory.
    private static let bodyLimit = 1_000_000

    init(trusting authorities: CertificateAuthorities) {
        self.authorities = authorities
    }

    struct Event: Decodable {
        let op: String
        let url: String
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
        let request = OneRequest(
            url: event.url,
            trusting: authorities,
            within: context.remaining,
            bodyLimit: Self.bodyLimit
        )
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let answer = try request.perform()
            return Output(
                status: answer.status,
                bytes: answer.body.count,
                authorities: authorities.file,
                milliseconds: (clock.now - start) / .milliseconds(1)
            )
        } catch {
            throw .reject(Fault(.unavailable, error.isUntrusted ? "untrusted" : "request-failed", "\(error)"))
        }
    }
}
