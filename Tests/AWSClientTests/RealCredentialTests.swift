import AWSClient
import Synchronization
import TestKit
import Testing
import Time

/// Credentials over real sockets, from real files and real programs; nothing but loopback is asked.
struct RealCredentialTests {
    /// Valid for as long as a test runs: its clock moves by hours, not by years.
    private static let end = "2096-01-15T09:00:00Z"

    private static func ok(_ body: String) -> String {
        "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func document(_ key: String, until end: String = end) -> String {
        #"{"Code":"Success","AccessKeyId":"\#(key)","SecretAccessKey":"s","Token":"t","Expiration":"\#(end)"}"#
    }

    private static func role(_ action: String, _ key: String) -> String {
        """
        <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>
        <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
        <Expiration>\(end)</Expiration></Credentials></\(action)Result></\(action)Response>
        """
    }

    private static let refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"

    @Test func `a container's token file may change between two refreshes`() async throws {
        try await withTemporaryFolder { folder in
            try write("one\n", to: "\(folder)/token")
            let end = (SystemClock().now + .seconds(3_600)).rfc3339
            let place = try CredentialPlace([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "URL/v1/credentials?a=b",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "\(folder)/token",
            ]) { Self.ok(Self.document($0.headers["authorization"] ?? "", until: end)) }
            let credentials = place.credentials()
            #expect(try await credentials.credentials().accessKeyID == "one")
            try write("two", to: "\(folder)/token")
            #expect(try await credentials.credentials().accessKeyID == "one")
            place.clock.advance(by: .seconds(3_601))
            #expect(try await credentials.credentials().accessKeyID == "two")
            #expect(place.requests.map(\.target) == ["/v1/credentials?a=b", "/v1/credentials?a=b"])
            try run("rm", "\(folder)/token")
            place.clock.advance(by: .seconds(3_601))
            await #expect(throws: CredentialFailure.self) { try await credentials.credentials() }
            #expect(place.requests.count == 2)
        }
    }

    @Test(arguments: ["http://0.0.0.0:", "http://[::ffff:127.0.0.1]:", "http://127.1:", "http://2130706433:"])
    func `a container's credentials are not asked of an address that only leads to this machine`(
        origin: String
    ) async throws {
        // Another server of ours, whose port is known before the settings are.
        let other = try CredentialPlace { _ in Self.ok(Self.document("X")) }
        let place = try CredentialPlace(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(origin)\(other.server.port)/"])
        await #expect(throws: CredentialFailure.self) { try await place.credentials().credentials() }
        #expect(other.server.accepted.count == 0 && place.server.accepted.count == 0)
    }

    @Test func `a web identity's file becomes the credentials of a role`() async throws {
        try await withTemporaryFolder { folder in
            try write("ey.J0 eX+/=\n", to: "\(folder)/token")
            let place = try CredentialPlace([
                "AWS_WEB_IDENTITY_TOKEN_FILE": "\(folder)/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
                "AWS_ROLE_SESSION_NAME": "n",
            ]) { _ in Self.ok(Self.role("AssumeRoleWithWebIdentity", "W")) }
            let found = try await place.credentials().credentials()
            #expect(found.accessKeyID == "W" && found.expiration == Instant(rfc3339: Self.end))
            let request = try #require(place.requests.first)
            #expect(request.method == "POST" && request.headers["authorization"] == nil)
            #expect(
                request.text == "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                    + "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=n"
                    + "&WebIdentityToken=ey.J0%20eX%2B%2F%3D"
            )
        }
    }

    @Test func `an instance's token is fetched anew each time, so none is ever too old`() async throws {
        let end = (SystemClock().now + .seconds(3_600)).rfc3339
        let tokens = Mutex(0)
        let place = try CredentialPlace { request in
            let folder = "/latest/meta-data/iam/security-credentials/"
            // Each token is good until the next.
            let current = tokens.withLock { tokens in
                if request.method == "PUT" { tokens += 1 }
                return "T\(tokens)"
            }
            if request.method == "PUT" { return Self.ok(current) }
            guard request.headers["x-aws-ec2-metadata-token"] == current else { return Self.refusal }
            return Self.ok(request.target == folder ? "role" : Self.document(current, until: end))
        }
        let credentials = place.credentials()
        #expect(try await credentials.credentials().accessKeyID == "T1")
        place.clock.advance(by: .seconds(3_601))
        #expect(try await credentials.credentials().accessKeyID == "T2")
        #expect(place.requests.map(\.method) == ["PUT", "GET", "GET", "PUT", "GET", "GET"])
        #expect(place.requests.first?.headers["x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
    }

    @Test func `an instance that refuses its own token is an error, not an absent instance`() async throws {
        let place = try CredentialPlace { $0.method == "PUT" ? Self.ok("T") : Self.refusal }
        await #expect(throws: CredentialFailure.refused(source: "instance", status: 401, code: "")) {
            try await place.credentials().credentials()
        }
    }

    @Test func `an instance is not asked where that is switched off`() async throws {
        let place = try CredentialPlace(["AWS_EC2_METADATA_DISABLED": "True"]) { _ in Self.ok("T") }
        let failure = await #expect(throws: CredentialFailure.self) { try await place.credentials().credentials() }
        guard case .nowhere = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
        #expect(place.server.accepted.count == 0)
    }

    @Test func `an instance that says nothing is given up after a second`() async throws {
        let place = try CredentialPlace()
        let start = ContinuousClock.now
        let failure = await #expect(throws: CredentialFailure.self) { try await place.credentials().credentials() }
        guard case .nowhere = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
        #expect(place.requests.map(\.method) == ["PUT"])
        // A loaded machine may take longer, but never less.
        #expect(ContinuousClock.now - start > .milliseconds(900))
    }

    @Test func `a program of a profile gives credentials, with words and folders as they were written`() async throws {
        try await withTemporaryFolder { folder in
            try write(
                #"printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"s","SessionToken":"t"}' "$1-$#""#,
                to: "\(folder)/a program"
            )
            try write(
                "[default]\ncredential_process = sh \"\(folder)/a program\" 'one two' 3\n",
                to: "\(folder)/config"
            )
            let place = try CredentialPlace(["AWS_CONFIG_FILE": "\(folder)/config"])
            let found = try await place.credentials().credentials()
            #expect(found == Credentials(accessKeyID: "one two-2", secretAccessKey: "s", sessionToken: "t"))
            #expect(place.server.accepted.count == 0)
        }
    }

    @Test(
        arguments: [
            ("sh -c 'echo SECRET; echo SECRET >&2; exit 7'", "failed(status: 7)"),
            ("sh -c 'echo SECRET'", "the answer is no JSON"),
            ("no-such-program-anywhere", "No such file or directory"),
            ("sh -c 'yes SECRET'", "outputOverLimit"),
        ]
    )
    func `a program that fails is told of without its output`(command: String, reason: String) async throws {
        try await withTemporaryFolder { folder in
            try write("[default]\ncredential_process = \(command)\n", to: "\(folder)/config")
            let place = try CredentialPlace(["AWS_CONFIG_FILE": "\(folder)/config"])
            let failure = await #expect(throws: CredentialFailure.self) { try await place.credentials().credentials() }
            let text = "\(try #require(failure))"
            #expect(text.contains(reason) && !text.contains("SECRET"))
            #expect(place.server.accepted.count == 0)
        }
    }

    @Test func `a profile's role is taken on by the keys of the other file`() async throws {
        try await withTemporaryFolder { folder in
            try write(
                "[profile a]\nrole_arn = r\nsource_profile = b\nexternal_id = x y\nduration_seconds = 900\n",
                to: "\(folder)/config"
            )
            try write("[b]\naws_access_key_id = AKIAB\naws_secret_access_key = B\n", to: "\(folder)/credentials")
            let place = try CredentialPlace([
                "AWS_PROFILE": "a", "AWS_CONFIG_FILE": "\(folder)/config",
                "AWS_SHARED_CREDENTIALS_FILE": "\(folder)/credentials",
            ]) { _ in Self.ok(Self.role("AssumeRole", "R")) }
            #expect(try await place.credentials().credentials().accessKeyID == "R")
            let request = try #require(place.requests.first)
            #expect(request.headers["authorization"]?.contains("Credential=AKIAB/") == true)
            #expect(request.text.hasSuffix("&ExternalId=x%20y&DurationSeconds=900"))
        }
    }

    @Test(arguments: ["EcsContainer", "Ec2InstanceMetadata"])
    func `a profile's role is taken on by the source that it names`(source: String) async throws {
        try await withTemporaryFolder { folder in
            try write("[profile a]\nrole_arn = r\ncredential_source = \(source)\n", to: "\(folder)/config")
            let settings = [
                "AWS_PROFILE": "a", "AWS_CONFIG_FILE": "\(folder)/config",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "URL/container",
            ]
            let place = try CredentialPlace(settings) { request in
                switch (request.method, request.target) {
                case ("POST", _): Self.ok(Self.role("AssumeRole", "R"))
                case ("PUT", _): Self.ok("T")
                case (_, "/container"): Self.ok(Self.document("EcsContainer"))
                case (_, "/latest/meta-data/iam/security-credentials/"): Self.ok("role")
                default: Self.ok(Self.document("Ec2InstanceMetadata"))
                }
            }
            #expect(try await place.credentials().credentials().accessKeyID == "R")
            let request = try #require(place.requests.last)
            #expect(request.headers["authorization"]?.contains("Credential=\(source)/") == true)
        }
    }
}
