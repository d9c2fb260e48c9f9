import AWSClient
import Crypto
import TestKit
import Testing
import Time

/// Who we are, and who else we may be.
@Suite(.needsMoto) struct RoleTests {
    private static let role = "arn:aws:iam::123456789012:role/reader"

    @Test(arguments: Adapter.allCases)
    func `whoever has credentials learns whose they are`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let sts = STS(at: cloud.endpoint, credentials: cloud.credentials, outside: cloud.outside)
        let identity = try await sts.call(GetCallerIdentity(), deadline: cloud.deadline)
        #expect(identity.account == "123456789012")
        #expect(identity.arn.hasPrefix("arn:aws:") && !identity.userId.isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `a role's credentials are good for as long as was asked`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let sts = STS(at: cloud.endpoint, credentials: cloud.credentials, outside: cloud.outside)
        let name = Emulator.newName("session")
        let assume = AssumeRole(
            roleArn: Self.role,
            roleSessionName: name,
            externalId: "é & b",
            durationSeconds: 1_800
        )
        try await adapter.expecting(.roles) {
            let start = cloud.outside.clock.now
            let credentials = try await sts.call(assume, deadline: cloud.deadline).credentials
            try expect(credentials, for: .seconds(1_800), since: start)
            let own = STS(at: cloud.endpoint, credentials: credentials, outside: cloud.outside)
            let arn = try await own.call(GetCallerIdentity()).arn
            #expect(arn == "arn:aws:sts::123456789012:assumed-role/reader/\(name)")
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a token takes the place of credentials`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let sts = STS(at: cloud.endpoint, credentials: nil, outside: cloud.outside)
        let assume = AssumeRoleWithWebIdentity(
            roleArn: Self.role,
            roleSessionName: Emulator.newName("session"),
            webIdentityToken: SecretText("a.b+c/d=="),
            durationSeconds: 900
        )
        try await adapter.expecting(.roles) {
            let start = cloud.outside.clock.now
            let credentials = try await sts.call(assume, deadline: cloud.deadline).credentials
            try expect(credentials, for: .seconds(900), since: start)
        }
    }

    private func expect(_ credentials: Credentials, for life: Duration, since start: Instant) throws {
        #expect(!credentials.accessKeyID.isEmpty)
        #expect(credentials.sessionToken != nil)
        // The answer is in whole seconds, and may have taken a while.
        let end = try #require(credentials.expiration)
        #expect((life - .seconds(2)...(life + .seconds(30))).contains(end - start))
    }
}
