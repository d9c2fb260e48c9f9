import AWSClient
import Crypto
import Files
import HTTP
import Hosting
import Ports
import TestKit
import Testing
import Time

/// A value that has a secret in it.
struct Holder: CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable () async throws -> Any

    init(_ name: String, _ make: @escaping @Sendable () async throws -> Any) {
        testDescription = name
        self.make = make
    }
}

extension Holder {
    private static let hush = "HUSH-IT"
    private static let bytes = Array("HUSH-IT".utf8)
    private static let now = SystemClock().now
    private static let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: hush, sessionToken: hush)
    private static let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 1)
    private static let settings = AWSSettings([
        "AWS_SECRET_ACCESS_KEY": hush, "AWS_CONTAINER_AUTHORIZATION_TOKEN": hush, "AWS_ACCESS_KEY_ID": "AKID",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_REGION": "r",
    ])
    private static let outside = Outside(
        transport: CurlTransport(trusting: CertificateAuthorities(.file("/nowhere"))),
        clock: SystemClock(),
        random: SystemRandom()
    )

    private static var request: WebRequest {
        WebRequest(
            method: "PUT",
            origin: origin,
            target: "/k?X-Amz-Security-Token=\(hush)",
            headers: ["Authorization": hush, "X-Amz-Security-Token": hush],
            body: .bytes(bytes)
        )
    }

    private static var profiles: ProfileFile {
        get throws { try ProfileFile(Array("[default]\naws_secret_access_key = \(hush)\n".utf8), isCredentials: true) }
    }

    private static var context: AWSContext {
        get throws {
            let settings = ClientSettings(settings, profile: Profile(section: try section))
            return AWSContext(settings, files: NoFiles(), outside: outside)
        }
    }

    private static var section: ProfileSection { get throws { try profiles.profiles["default"] ?? ProfileSection() } }

    private static var call: ServiceCall {
        ServiceCall(headers: ["X-Amz-Security-Token": hush], body: bytes, isIdempotent: true)
    }

    private static let webIdentity = AssumeRoleWithWebIdentity(
        roleArn: "r",
        roleSessionName: "s",
        webIdentityToken: SecretText(hush)
    )

    private static func presigner() async throws -> BucketPresigner {
        let context = AWSContext(ClientSettings(settings), credentials: credentials, outside: outside)
        return try await S3(context).presigner(for: try BucketName("documents"))
    }

    static let messages: [Holder] = [
        Holder("request") { request },
        Holder("headers") { request.headers },
        Holder("header fields") { request.headers.fields },
        Holder("body") { request.body },
        Holder("response") {
            WebResponse(head: WebResponseHead(status: 200, headers: ["x-token": hush]), body: bytes)
        },
        Holder("call") { call },
        Holder("call's content") { call.content },
        Holder("form") { webIdentity.form },
        Holder("XML") { XMLElement(name: "SessionToken", text: hush) },
        Holder("details of a failure") {
            AWSFailure(service: "dynamodb", code: "c", status: 400, details: FailureDetails(bytes))
        },
    ]

    static let keepers: [Holder] = [
        Holder("credentials") { credentials },
        Holder("secret text") { SecretText(hush) },
        Holder("secret bytes") { SecretBytes(bytes) },
        Holder("refreshing credentials") {
            let kept = RefreshingCredentials(credentials, clock: SystemClock())
            _ = try await kept.credentials()
            return kept
        },
        Holder("environment credentials") { EnvironmentCredentials(settings) },
        Holder("container credentials") { ContainerCredentials(settings, files: NoFiles(), outside: outside) },
        Holder("sources") { CredentialSources(settings: settings, files: NoFiles(), outside: outside) },
        Holder("settings") { settings },
        Holder("settings of a function") { Settings(["API_KEY": hush]) },
        Holder("client settings") { ClientSettings(settings, profile: Profile(section: try section)) },
        Holder("profile file") { try profiles },
        Holder("section") { try section },
        Holder("profiles") { Profiles(credentials: try profiles) },
        Holder("context") { try context },
        Holder("S3") { try S3(context) },
        Holder("service client") {
            ServiceClient(
                .sts,
                speaking: .query,
                at: AWSEndpoint(origin: origin, region: "r"),
                credentials: credentials,
                outside: outside
            )
        },
    ]

    static let outputs: [Holder] = [
        Holder("secret value") { SecretValue.text(SecretText(hush)) },
        Holder("secret value of bytes") { SecretValue.binary(SecretBytes(bytes)) },
        Holder("new secret") {
            CreateSecret(name: "n", clientRequestToken: UUID.v4(from: SystemRandom()), .text(SecretText(hush)))
        },
        Holder("web identity") { webIdentity },
        Holder("role's credentials") {
            let names = ["AccessKeyId", "SecretAccessKey", "SessionToken"]
            let expiration = XMLElement(name: "Expiration", text: now.rfc3339)
            let said = names.map { XMLElement(name: $0, text: hush) } + [expiration]
            return try RoleCredentials(
                XMLElement(name: "R", children: [XMLElement(name: "Credentials", children: said)])
            ).credentials.secretAccessKey
        },
    ]

    static let permissions: [Holder] = [
        Holder("presigner") { try await presigner() },
        Holder("presigned URL") {
            try await presigner().getObject(try ObjectKey("k"), at: now, expiry: .seconds(60))
        },
        Holder("form") { try await presigner().form([], at: now, expiry: .seconds(60)) },
        Holder("seed") {
            var request = Self.request
            let signer = Signer(region: "r", service: "s3", keys: SigningKeys())
            return try signer.sign(&request, payload: .unsigned, with: credentials, at: now)
        },
        Holder("canonical request") { CanonicalRequest(request, service: "s3", payload: .unsigned) },
        Holder("chunks") {
            var request = Self.request
            let signer = Signer(region: "r", service: "s3", keys: SigningKeys())
            let seed = try signer.sign(&request, payload: .unsigned, with: credentials, at: now)
            return ChunkedSource(ArraySource([1]), as: ChunkedUpload(.signed(seed)))
        },
        Holder("URL of a grant") { GrantURL(revealed: hush, expires: now) },
        Holder("grant of an upload") { UploadGrant(url: GrantURL(revealed: hush, expires: now), headers: []) },
        Holder("grant of a form") {
            FormGrant(action: "a", fields: [GrantField("policy", revealed: hush)], expires: now)
        },
    ]
}

private struct NoFiles: FileReader {
    func read(_ path: String) throws(FileFailure) -> [UInt8]? { nil }
}

extension Holder {
    private enum Deep: Error { case inside([String: [Plain]]) }

    private struct Plain: Sendable {
        let name = "plain"
        let content: [UInt8]
        var text = ""
    }

    /// What tells its secret: to anybody who reads what the others say of themselves, these are the opposite.
    static let tellers: [Holder] = [
        Holder("revealed text") { SecretText(hush).revealed },
        Holder("text") { Plain(content: [], text: hush) },
        Holder("bytes in an error") { Deep.inside(["k": [Plain(content: bytes)]]) },
        Holder("key of a dictionary") { [hush: 1] },
        Holder("presigned URL") {
            try await presigner().getObject(try ObjectKey("k"), at: now, expiry: .seconds(60)).revealed
        },
        Holder("header") { Plain(content: Array("Authorization: AWS4-HMAC-SHA256 Signature=0".utf8)) },
        Holder("signature") { String(repeating: "0a", count: 32) },
    ]
}
