import AWSClient
import Files
import HTTP
import Processes
import TestKit
import Time

/// A machine as credentials are looked for on it: a server on loopback, real files, real programs.
///
/// The clock begins with the machine's own time, and stands still until a test moves it.
struct CredentialPlace {
    let server: ThreadedServer
    let clock = LeapingClock(now: SystemClock().now)
    private let seen = Shared<[RecordedRequest]>([])
    private let settings: [String: String]

    /// The server answers with what `answer` gives; for nil it waits until the other side closes.
    init(
        _ settings: [String: String] = [:],
        answer: @escaping @Sendable (RecordedRequest) -> String? = { _ in nil }
    ) throws {
        let seen = seen
        server = try ThreadedServer { connection in
            while let request = connection.request() {
                seen.withLock { $0.append(request) }
                guard let answer = answer(request) else { return _ = connection.isClosed() }
                connection.send(answer)
            }
        }
        let url = "http://127.0.0.1:\(server.port)"
        // Nothing of the machine that the tests run on is looked at, and nobody else is asked.
        self.settings = [
            "AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL_STS": url, "AWS_EC2_METADATA_SERVICE_ENDPOINT": url,
            "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        ].merging(settings.mapValues { $0.replacingURL(with: url) }) { $1 }
    }

    var requests: [RecordedRequest] { seen.withLock { $0 } }

    /// All sources of this place, with what they find kept and renewed.
    func credentials() -> RefreshingCredentials {
        CredentialSources(
            settings: AWSSettings(settings),
            files: SystemFiles(),
            runner: SystemPrograms(clock: clock),
            outside: Outside(
                transport: CurlTransport(trusting: CertificateAuthorities(.file("/nowhere")), clock: clock),
                clock: clock,
                random: SystemRandom()
            )
        ).credentials()
    }
}

extension String {
    /// Settings say `URL` for the server's address, which is known only once it listens.
    fileprivate func replacingURL(with url: String) -> String { hasPrefix("URL") ? url + dropFirst(3) : self }
}
