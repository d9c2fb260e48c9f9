import AWSClient
import HTTP
import LocalCloud
import Testing
import Time

/// Who is let in, and how those are told who are not.
struct EntranceTests {
    private let here = Neighbourhood { [Identities($0)] }

    @Test func `a signed call is answered, and knows who called`() async throws {
        let identity = try await STS(here.context()).call(GetCallerIdentity())
        #expect(identity.account == "000000000000")
        #expect(identity.arn == "arn:aws:iam::000000000000:root")
    }

    @Test(arguments: [
        Refused("SignatureDoesNotMatch", credentials: Credentials(accessKeyID: "test", secretAccessKey: "other")),
        Refused("InvalidClientTokenId", credentials: Credentials(accessKeyID: "AKIA", secretAccessKey: "test")),
        Refused(
            "InvalidClientTokenId",
            credentials: Credentials(accessKeyID: "test", secretAccessKey: "test", sessionToken: "token")
        ),
        Refused("SignatureDoesNotMatch", region: "eu-central-1"),
        Refused("SignatureDoesNotMatch", clockOff: .seconds(901)),
        Refused("SignatureDoesNotMatch", clockOff: .seconds(-901)),
    ])
    func `what is not signed as it should be is refused in AWS's words`(_ refused: Refused) async throws {
        let context = here.context(
            credentials: refused.credentials,
            region: refused.region,
            clockOff: refused.clockOff
        )
        let sts = try STS(context)
        let failure = await #expect(throws: CallFailure.self) { try await sts.call(GetCallerIdentity()) }
        #expect(failure?.code == refused.code)
    }

    @Test func `a clock within a quarter of an hour will do`() async throws {
        for off in [Duration.seconds(-890), .seconds(890)] {
            _ = try await STS(here.context(clockOff: off)).call(GetCallerIdentity())
        }
    }

    @Test(arguments: ["/", "/?Action=GetCallerIdentity", "/bucket/key"])
    func `what nobody signed is refused`(_ target: String) async {
        let request = WebRequest(origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566), target: target)
        let answer = await here.cloud.answer(request)
        #expect(answer.status == 403)
    }

    @Test(arguments: ["PUT", "POST"])
    func `what nobody signed is refused in XML, also where it is called a form`(_ method: String) async throws {
        let there = try Neighbourhood { [try Queues($0), try Buckets($0, bytes: .memory)] }
        let request = WebRequest(
            method: method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566),
            target: "/bucket/key",
            headers: ["Content-Type": "application/x-www-form-urlencoded"],
            body: .bytes([1])
        )
        let answer = await there.cloud.answer(request)
        #expect(answer.status == 403)
        guard case .bytes(let bytes) = answer.body else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        // A form that is posted is a call of the older protocols, whatever its path.
        #expect(
            text.contains(method == "PUT" ? "<Code>AccessDenied</Code>" : "<Code>MissingAuthenticationToken</Code>")
        )
    }

    @Test func `a service that is not emulated is named`() async throws {
        let client = try ServiceClient(.secretsmanager, speaking: .json(version: "1.1"), in: here.context())
        let failure = await #expect(throws: CallFailure.self) {
            try await client.perform(ServiceCall(method: "POST", isIdempotent: true))
        }
        #expect(failure?.code == "NotImplemented")
        #expect(failure?.description.contains("'secretsmanager'") == true)
    }
}

/// A way to be refused.
struct Refused: Sendable {
    let code: String
    var credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")
    var region = "us-east-1"
    var clockOff = Duration.zero

    init(
        _ code: String,
        credentials: Credentials = Credentials(accessKeyID: "test", secretAccessKey: "test"),
        region: String = "us-east-1",
        clockOff: Duration = .zero
    ) {
        self.code = code
        self.credentials = credentials
        self.region = region
        self.clockOff = clockOff
    }
}
