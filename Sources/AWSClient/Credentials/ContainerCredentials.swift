package import Files
import HTTP
import Time

/// Credentials from the agent beside a container: ECS, EKS Pod Identity.
package struct ContainerCredentials: CredentialProvider {
    private let settings: AWSSettings
    private let files: any FileReader
    private let outside: Outside

    package init(_ settings: AWSSettings, files: any FileReader, outside: Outside) {
        self.settings = settings
        self.files = files
        self.outside = outside
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        guard let (origin, target) = try address() else { throw .notConfigured }
        var request = WebRequest(
            origin: origin,
            target: target,
            headers: ["Accept": "application/json"],
            deadline: outside.clock.now + Self.patience
        )
        if let token = try token() {
            guard token.isPrintableASCII else {
                throw .invalid(source: Self.source, reason: "the authorization token is no header value")
            }
            request.headers["Authorization"] = token
        }
        let response: WebResponse
        do throws(TransportFailure) {
            response = try await outside.transport.exchange(request, bodyLimit: CredentialDocument.longest)
        } catch {
            throw error == .cancelled ? .cancelled : .unreachable(source: Self.source, error)
        }
        guard response.head.status == 200 else {
            throw .refused(source: Self.source, status: response.head.status, code: "")
        }
        return try CredentialDocument(response.body, tokenName: "Token", source: Self.source).credentials
    }

    /// Nil where neither variable is set.
    private func address() throws(CredentialFailure) -> (WebOrigin, target: String)? {
        if let target = settings["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] {
            guard target.hasPrefix("/"), target.isPrintableASCII else {
                throw .invalid(source: Self.source, reason: "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path")
            }
            return (WebOrigin(scheme: .http, host: Self.hosts[0]), target)
        }
        guard let url = settings["AWS_CONTAINER_CREDENTIALS_FULL_URI"] else { return nil }
        let query = url.drop { $0 != "?" }
        guard query.isPrintableASCII, let (origin, path) = AWSEndpoint.parse(String(url.dropLast(query.count))) else {
            throw .invalid(source: Self.source, reason: "AWS_CONTAINER_CREDENTIALS_FULL_URI is no URL")
        }
        guard origin.scheme == .https || Self.isAllowed(origin.host) else {
            throw .invalid(
                source: Self.source,
                reason: "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor of this machine"
            )
        }
        return (origin, (path.isEmpty ? "/" : path) + query)
    }

    /// A file's token is read anew each time, for it changes while we run.
    private func token() throws(CredentialFailure) -> String? {
        guard let path = settings["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] else {
            return settings["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        }
        guard let token = try files.text(path, for: Self.source) else {
            throw .invalid(source: Self.source, reason: "\(path) is not there")
        }
        return token
    }

    /// Over plain HTTP the token and the credentials may go no further than this machine.
    static func isAllowed(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        // A name may begin as an address does.
        let isLoopback4 = parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
        return isLoopback4 || ["localhost", "::1"].contains(host) || hosts.contains(host)
    }

    /// The agents of ECS and of EKS.
    private static let hosts = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"]
    private static let source = "container"
    private static let patience: Duration = .seconds(2)
}

extension StringProtocol {
    /// Whether it may stand in a request's head: a line's end there would begin a header of somebody else's.
    fileprivate var isPrintableASCII: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } }
}
