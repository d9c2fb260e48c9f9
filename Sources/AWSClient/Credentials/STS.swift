import HTTP
import Time

/// The two calls of STS that give credentials.
struct STS: Sendable {
    private let client: ServiceClient
    private let clock: any WallClock

    /// Credentials are for AssumeRole; the other call proves itself by its token.
    init(at endpoint: AWSEndpoint, credentials: (any CredentialProvider)?, outside: Outside) {
        client = ServiceClient(.sts, speaking: .query, at: endpoint, credentials: credentials, outside: outside)
        clock = outside.clock
    }

    func call(
        _ action: String,
        _ parameters: [(name: String, value: String?)],
        source: String
    ) async throws(CredentialFailure) -> Credentials {
        var form = "Action=\(action)&Version=2011-06-15"
        for case (let name, let value?) in parameters { form += "&\(name)=\(PercentEncoding.encode(value))" }
        let call = ServiceCall(
            headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
            body: Array(form.utf8),
            isIdempotent: true,
            deadline: clock.now + Self.patience
        )
        let response: WebResponse
        do throws(CallFailure) {
            response = try await client.perform(call)
        } catch {
            throw CredentialFailure(error, from: source)
        }
        return try credentials(in: response.body, of: action, source: source)
    }

    private func credentials(
        in body: [UInt8],
        of action: String,
        source: String
    ) throws(CredentialFailure) -> Credentials {
        let root: XMLElement
        do throws(XMLFault) {
            root = try XMLReader.read(body)
        } catch {
            throw .invalid(source: source, reason: "the answer is no XML that we read")
        }
        guard
            let said = root["\(action)Result"]?["Credentials"],
            let key = said.text(at: "AccessKeyId"), let secret = said.text(at: "SecretAccessKey"),
            let token = said.text(at: "SessionToken"),
            let expiration = said.text(at: "Expiration").flatMap(Instant.init(rfc3339:))
        else { throw .invalid(source: source, reason: "the answer holds no credentials") }
        return Credentials(accessKeyID: key, secretAccessKey: secret, sessionToken: token, expiration: expiration)
    }

    /// Whoever waits for credentials has a deadline of its own; this one ends a fetch that nobody waits for.
    private static let patience: Duration = .seconds(30)
}

extension CredentialFailure {
    init(_ failure: CallFailure, from source: String) {
        switch failure {
        case .service(let failure): self = .refused(source: source, status: failure.status, code: failure.code)
        case .transport(.cancelled): self = .cancelled
        case .transport(let failure): self = .unreachable(source: source, failure)
        case .credentials(let failure): self = failure
        case .signing(let failure): self = .invalid(source: source, reason: "\(failure)")
        case .unreadable(_, let reason): self = .invalid(source: source, reason: reason)
        }
    }
}
