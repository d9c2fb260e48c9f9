import AWSClient
import Files
import HTTP
import Processes
import Time

/// Which cloud a command speaks to.
struct CloudChoice: Sendable {
    static let options: [Option] = [.endpoint, .region, .profile]

    private let endpoint: String?
    private let region: String?
    private let profile: String?

    init(_ arguments: Arguments) throws(UsageFault) {
        endpoint = arguments[.endpoint]
        if let endpoint, AWSEndpoint.parse(endpoint) == nil {
            // Before an @ there may be a password.
            let shown = endpoint.lastIndex(of: "@").map { "…\(endpoint[$0...])" } ?? endpoint
            throw .wrongValue(Option.endpoint.name, shown, wanted: "a URL of http or https")
        }
        region = try arguments.region()
        profile = arguments[.profile]
    }

    /// The process's variables, with what the command line says in front of them.
    func settings(over environment: [String: String]) -> AWSSettings {
        var variables = environment
        if let endpoint {
            // An endpoint of one service would come before the one that was asked for.
            for name in variables.keys where name.hasPrefix("AWS_ENDPOINT_URL") { variables[name] = nil }
            variables["AWS_ENDPOINT_URL"] = endpoint
        }
        if let region { variables["AWS_REGION"] = region }
        if let profile { variables["AWS_PROFILE"] = profile }
        return AWSSettings(variables)
    }
}

extension Runner {
    /// A client of the queues, or the reason why there can be none.
    func queues(of choice: CloudChoice) -> Result<SQS, NoCloud> {
        do {
            let settings = choice.settings(over: environment)
            let files = SystemFiles()
            let clients = try ClientSettings(settings, files: files)
            let authorities = try CertificateAuthorities(setting: { settings[$0] })
            let outside = Outside(
                transport: CurlTransport(trusting: authorities),
                clock: SystemClock(),
                random: SystemRandom()
            )
            return .success(try SQS(AWSContext(clients, files: files, runner: SystemPrograms(), outside: outside)))
        } catch {
            return .failure(NoCloud(reason: "\(error)"))
        }
    }
}

/// Why no cloud can be spoken to.
struct NoCloud: Error {
    let reason: String
}
