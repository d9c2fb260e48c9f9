import AWSClient
import HTTP
import Hosting
import Time

/// Makes one call of the network when asked: `{"op":"https","host":"…","target":"/…"}` a plain request,
/// `{"op":"send","queue":"https://…","text":"…"}` a call of SQS.
///
/// It stands for a function that calls AWS: what that costs in size and start, how long its first call takes, and that
/// names and certificates are found in any image.
struct AWSProbe: Step {
    private let authorities: CertificateAuthorities
    private let transport: CurlTransport
    private let settings: AWSSettings

    /// Enough for any page that a probe is pointed at, and nothing beside a function's memory.
    private static let bodyLimit = 1_000_000

    init(trusting authorities: CertificateAuthorities, settings: AWSSettings) {
        self.authorities = authorities
        self.settings = settings
        transport = CurlTransport(trusting: authorities)
    }

    struct Event: Decodable {
        let op: String
        let host: String?
        let port: UInt16?
        let target: String?
        let queue: String?
        let text: String?
    }

    struct Output: Encodable {
        var status: Int?
        var bytes: Int?
        var messageID: String?
        var authorities = ""
        var milliseconds = 0.0
    }

    func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Output {
        let start = ContinuousClock.now
        var output: Output
        switch event.op {
        case "https": output = try await page(event, deadline: context.deadline)
        case "send": output = try await message(event, deadline: context.deadline)
        default: throw .reject(Fault(.invalid, "unknown-op", "There is no op '\(event.op)'."))
        }
        output.milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        output.authorities = authorities.place.path
        return output
    }

    private func page(_ event: Event, deadline: Instant) async throws(StepFailure) -> Output {
        guard let host = event.host, let target = event.target else { throw Self.incomplete }
        let request = WebRequest(
            origin: WebOrigin(scheme: .https, host: host, port: event.port),
            target: target,
            deadline: deadline
        )
        do throws(TransportFailure) {
            let response = try await transport.exchange(request, bodyLimit: Self.bodyLimit)
            return Output(status: response.head.status, bytes: response.body.count)
        } catch {
            throw .reject(Fault(.unavailable, "request-failed", "\(error)"))
        }
    }

    /// The client is made here, as long as the first call takes: nothing of it is there when the process starts.
    private func message(_ event: Event, deadline: Instant) async throws(StepFailure) -> Output {
        guard let queue = event.queue, let text = event.text else { throw Self.incomplete }
        let outside = Outside(transport: transport, clock: SystemClock(), random: SystemRandom())
        let credentials = EnvironmentCredentials(settings)
        do {
            let endpoint = try ClientSettings(settings).endpoint(of: .sqs)
            let sqs = SQS(
                at: endpoint,
                credentials: RefreshingCredentials(credentials, clock: outside.clock),
                outside: outside
            )
            let send = SendMessage(queueUrl: queue, OutgoingMessage(messageBody: text))
            return Output(messageID: try await sqs.call(send, deadline: deadline).messageId)
        } catch {
            throw .reject(Fault(.unavailable, "request-failed", "\(error)"))
        }
    }

    private static let incomplete = StepFailure.reject(Fault(.invalid, "incomplete", "The op needs more fields."))
}
