import HTTP
import Time

/// Credentials of the instance that we run on, from its metadata service, version 2 alone.
///
/// Version 1 gives them to whoever can make us fetch a URL, so it is never asked.
package struct InstanceCredentials: CredentialProvider {
    private let settings: AWSSettings
    private let outside: Outside

    package init(_ settings: AWSSettings, outside: Outside) {
        self.settings = settings
        self.outside = outside
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        guard !settings.isTrue("AWS_EC2_METADATA_DISABLED") else { throw .notConfigured }
        let origin = try origin()
        guard let token = try await token(from: origin) else { throw .notConfigured }
        let role = try await get(Self.folder, from: origin, token: token)
        guard let role, let name = String(validating: role, as: UTF8.self)?.split(whereSeparator: \.isNewline).first
        else { throw .notConfigured }
        guard
            let document = try await get(Self.folder + PercentEncoding.encode(String(name)), from: origin, token: token)
        else { throw .invalid(source: Self.source, reason: "the instance's role has no credentials") }
        return try CredentialDocument(document, tokenName: "Token", source: Self.source).credentials
    }

    private func origin() throws(CredentialFailure) -> WebOrigin {
        guard let url = settings["AWS_EC2_METADATA_SERVICE_ENDPOINT"] else {
            let isIPv6 = settings["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
            return WebOrigin(scheme: .http, host: isIPv6 ? "fd00:ec2::254" : "169.254.169.254")
        }
        guard let (origin, _) = AWSEndpoint.parse(url) else {
            throw .invalid(source: Self.source, reason: "AWS_EC2_METADATA_SERVICE_ENDPOINT is no URL")
        }
        return origin
    }

    /// Nil where there is no metadata service, which is so on every machine that is no instance.
    private func token(from origin: WebOrigin) async throws(CredentialFailure) -> String? {
        let request = WebRequest(
            method: "PUT",
            origin: origin,
            target: "/latest/api/token",
            headers: ["x-aws-ec2-metadata-token-ttl-seconds": "21600"],
            deadline: outside.clock.now + Self.patience
        )
        do throws(TransportFailure) {
            let response = try await outside.transport.exchange(request, bodyLimit: CredentialDocument.longest)
            guard response.head.status == 200 else { return nil }
            return String(validating: response.body, as: UTF8.self)
        } catch {
            if error == .cancelled { throw .cancelled }
            return nil
        }
    }

    /// Nil where there is no such thing.
    private func get(
        _ target: String,
        from origin: WebOrigin,
        token: String
    ) async throws(CredentialFailure) -> [UInt8]? {
        let request = WebRequest(
            origin: origin,
            target: target,
            headers: ["x-aws-ec2-metadata-token": token],
            deadline: outside.clock.now + Self.patience
        )
        let response: WebResponse
        do throws(TransportFailure) {
            response = try await outside.transport.exchange(request, bodyLimit: CredentialDocument.longest)
        } catch {
            throw error == .cancelled ? .cancelled : .unreachable(source: Self.source, error)
        }
        switch response.head.status {
        case 200: return response.body
        case 404: return nil
        default: throw .refused(source: Self.source, status: response.head.status, code: "")
        }
    }

    private static let folder = "/latest/meta-data/iam/security-credentials/"
    private static let source = "instance"
    /// The service answers from the machine itself, or not at all.
    private static let patience: Duration = .seconds(1)
}
