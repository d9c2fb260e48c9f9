import AWSClient
import HTTP
import Processes
import Synchronization
import TestKit
import Testing
import Time

struct CredentialTests {
    private static let document = """
        {"Code":"Success","AccessKeyId":"ASIA1","SecretAccessKey":"s","Token":"t","Expiration":"2027-01-15T09:00:00Z"}
        """
    private static let answer = ["AssumeRole", "AssumeRoleWithWebIdentity"].map { action in
        """
        <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>
        <AccessKeyId>ASIA2</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
        <Expiration>2027-01-15T09:00:00Z</Expiration></Credentials></\(action)Result></\(action)Response>
        """
    }

    private func sources(
        _ settings: [String: String],
        files: FakeFiles = FakeFiles(),
        runner: (any ProgramRunner)? = nil,
        _ transport: ScriptedTransport = ScriptedTransport([])
    ) -> CredentialSources {
        CredentialSources(
            settings: AWSSettings(settings.merging(["HOME": "/h", "AWS_REGION": "eu-west-1"]) { $1 }),
            files: files,
            runner: runner,
            outside: .scripted(transport)
        )
    }

    @Test func `the environment comes first, and half a key there is an error`() async throws {
        let both = ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B", "AWS_SESSION_TOKEN": "C"]
        let found = try await sources(both).credentials().credentials()
        #expect(found == Credentials(accessKeyID: "A", secretAccessKey: "B", sessionToken: "C"))
        await #expect(throws: CredentialFailure.self) {
            try await sources(["AWS_ACCESS_KEY_ID": "A"]).credentials().credentials()
        }
    }

    @Test func `where nothing is set up the failure names where it looked`() async {
        let settings = ["AWS_EC2_METADATA_DISABLED": "true"]
        await #expect(
            throws: CredentialFailure.nowhere(
                lookedIn: ["environment", "profile's role", "web identity", "profile's keys", "container", "instance"]
            )
        ) { try await sources(settings).credentials().credentials() }
    }

    @Test func `a profile's role is taken on with the keys of its source`() async throws {
        let files = FakeFiles([
            "/h/.aws/config": "[profile a]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = b\nexternal_id = x y\n",
            "/h/.aws/credentials": "[b]\naws_access_key_id = AKIAB\naws_secret_access_key = B\n",
        ])
        let transport = ScriptedTransport([.answer(200, [:], Self.answer[0])])
        let found = try await sources(["AWS_PROFILE": "a"], files: files, transport).credentials().credentials()
        #expect(found.accessKeyID == "ASIA2")
        #expect(found.expiration == Instant(secondsSinceEpoch: 1_800_003_600))
        let request = try #require(transport.requests.first)
        #expect(request.headers["Authorization"]?.contains("Credential=AKIAB/") == true)
        guard case .bytes(let body) = request.body else { return #expect(Bool(false), "no body") }
        let form = String(decoding: body, as: UTF8.self)
        #expect(form.hasPrefix("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"))
        #expect(form.hasSuffix("&ExternalId=x%20y"))
    }

    @Test(
        arguments: [
            "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = s\nsource_profile = a\n",
            "[profile a]\nrole_arn = r\nsource_profile = missing\n",
            "[profile a]\nrole_arn = r\n",
            "[profile a]\nrole_arn = r\nsource_profile = a\ncredential_source = Environment\n",
            "[profile a]\nrole_arn = r\nsource_profile = a\nmfa_serial = m\n",
            "[profile a]\naws_access_key_id = half\n",
            "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nregion = eu-west-1\n",
            "[profile a]\nrole_arn = r\ncredential_source = Environment\n",
            "[profile a]\ncredential_process = p\n",
            "[profile a]\nlogin_session = arn\n",
            "[profile other]\n",
        ]
    )
    func `a profile that leads nowhere is an error, and nobody else's credentials are taken`(config: String) async {
        let files = FakeFiles(["/h/.aws/config": config])
        let transport = ScriptedTransport([.answer(200, [:], Self.document)])
        let settings = ["AWS_PROFILE": "a", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"]
        await #expect(throws: CredentialFailure.self) {
            try await sources(settings, files: files, transport).credentials().credentials()
        }
        #expect(transport.requests.isEmpty)
    }

    @Test(
        arguments: [
            (
                "[profile a]\nsso_session = s\nsso_account_id = 1\n",
                "a signs a person in by sso_session, sso_account_id", "a"
            ),
            ("[profile a]\nlogin_session = arn\n", "a signs a person in by login_session", "a"),
            (
                "[profile a]\nrole_arn = r\nsource_profile = b c\n[profile \"b c\"]\nsso_region = x\n",
                "b c signs a person in by sso_region",
                "\"b c\""
            ),
        ]
    )
    func `a profile that signs a person in says what to do instead`(
        config: String,
        fact: String,
        name: String
    ) async throws {
        let transport = ScriptedTransport([.answer(200, [:], Self.document)])
        let variables = ["AWS_PROFILE": "a", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"]
        let sources = sources(variables, files: FakeFiles(["/h/.aws/config": config]), transport)
        let failure = await #expect(throws: CredentialFailure.self) { try await sources.credentials().credentials() }
        #expect(
            try #require(failure).description == "credentials from profile: \(fact), which is not supported; "
                + "add to it credential_process = aws configure export-credentials --profile \(name)"
        )
        #expect(transport.requests.isEmpty)
    }

    @Test func `a web identity's token is read anew each time, and its call is not signed`() async throws {
        let files = FakeFiles(["/t": "one\n"])
        let settings = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "r", "AWS_ROLE_SESSION_NAME": "n"]
        let answers = Array(repeating: ScriptedTransport.Reply.answer(200, [:], Self.answer[1]), count: 2)
        let transport = ScriptedTransport(answers)
        let sources = sources(settings, files: files, transport)
        _ = try await sources.credentials().credentials()
        files.put("two", at: "/t")
        _ = try await sources.credentials().credentials()
        let forms = transport.requests.map { request in
            guard case .bytes(let body) = request.body else { return "" }
            return String(decoding: body, as: UTF8.self)
        }
        #expect(forms[0].contains("&WebIdentityToken=one") && forms[1].contains("&WebIdentityToken=two"))
        #expect(transport.requests.allSatisfy { $0.headers["Authorization"] == nil })
    }

    @Test func `a profile's program is run with the words of its line`() async throws {
        let files = FakeFiles(["/h/.aws/config": #"[default]"# + "\n" + #"credential_process = /bin/p "a b" 'c'\ d"#])
        let runner = FakeRunner(#"{"Version":1,"AccessKeyId":"P","SecretAccessKey":"s","SessionToken":"t"}"#)
        let found = try await sources([:], files: files, runner: runner).credentials().credentials()
        #expect(found == Credentials(accessKeyID: "P", secretAccessKey: "s", sessionToken: "t"))
        #expect(runner.arguments == ["/bin/p", "a b", "c d"])
    }

    @Test func `a container's token is read anew each time`() async throws {
        let files = FakeFiles(["/t": "one"])
        let settings = [
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/t",
        ]
        let answers = Array(repeating: ScriptedTransport.Reply.answer(200, [:], Self.document), count: 2)
        let transport = ScriptedTransport(answers)
        let sources = sources(settings, files: files, transport)
        #expect(try await sources.credentials().credentials().accessKeyID == "ASIA1")
        files.put("two", at: "/t")
        _ = try await sources.credentials().credentials()
        #expect(transport.requests.map { $0.headers["Authorization"] } == ["one", "two"])
        #expect(transport.requests.map(\.target) == ["/v1/credentials", "/v1/credentials"])
    }

    @Test(
        arguments: [
            "http://example.com/", "http://169.254.169.254/", "http://127.0.0.1.example.com/", "http://localhost.evil/",
            "http://127.1/", "file:///etc/passwd", "http://[fd00:ec2::24]/",
        ]
    )
    func `a container's credentials are asked of nobody else`(url: String) async {
        let transport = ScriptedTransport([.answer(200, [:], Self.document)])
        await #expect(throws: CredentialFailure.self) {
            try await sources(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url], transport).credentials().credentials()
        }
        #expect(transport.requests.isEmpty)
    }

    @Test(arguments: [
        "https://example.com/x?y=z", "http://127.0.0.1:8080/", "http://localhost/", "http://[fd00:ec2::23]/",
    ])
    func `a container's credentials may come over TLS, or from this machine`(url: String) async throws {
        let transport = ScriptedTransport([.answer(200, [:], Self.document)])
        let settings = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]
        #expect(try await sources(settings, transport).credentials().credentials().accessKeyID == "ASIA1")
    }

    @Test(arguments: ["/x\r\nHost: evil", "/x\u{7F}", "x", "/é"])
    func `a path that would write headers of its own is refused`(path: String) async {
        let transport = ScriptedTransport([.answer(200, [:], Self.document)])
        await #expect(throws: CredentialFailure.self) {
            try await sources(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": path], transport).credentials().credentials()
        }
        #expect(transport.requests.isEmpty)
    }

    @Test func `an instance is asked by its token, and never without`() async throws {
        let transport = ScriptedTransport([
            .answer(200, [:], "TOKEN"), .answer(200, [:], "role name\n"), .answer(200, [:], Self.document),
        ])
        #expect(try await sources([:], transport).credentials().credentials().accessKeyID == "ASIA1")
        let requests = transport.requests
        #expect(requests.map(\.method) == ["PUT", "GET", "GET"])
        #expect(requests[0].headers["x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(requests.dropFirst().allSatisfy { $0.headers["x-aws-ec2-metadata-token"] == "TOKEN" })
        #expect(requests[2].target == "/latest/meta-data/iam/security-credentials/role%20name")

        let old = ScriptedTransport([.answer(404), .answer(200, [:], "role")])
        await #expect(throws: CredentialFailure.self) { try await sources([:], old).credentials().credentials() }
        #expect(old.requests.count == 1)
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"Code":"Failed"}"#,
        #"{"AccessKeyId":"a","SecretAccessKey":"SECRET","Expiration":"soon"}"#,
    ])
    func `a document that is none is an error that tells nothing of it`(text: String) async {
        let transport = ScriptedTransport([.answer(200, [:], text)])
        let failure = await #expect(throws: CredentialFailure.self) {
            try await sources(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"], transport).credentials().credentials()
        }
        #expect(failure?.description.contains("SECRET") == false)
    }
}

private final class FakeRunner: ProgramRunner {
    private let output: String
    private let seen = Mutex<[String]>([])

    init(_ output: String) {
        self.output = output
    }

    var arguments: [String] { seen.withLock { $0 } }

    func run(_ arguments: [String], outputLimit: Int, deadline: Instant) async throws(ProgramFault) -> [UInt8] {
        seen.withLock { $0 = arguments }
        return Array(output.utf8)
    }
}
