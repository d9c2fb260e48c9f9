import AWSClient
import HTTP
import Testing
import Time

struct STSTests {
    private func credentials(_ action: String, expiration: String = "2027-01-15T09:00:00Z") -> String {
        """
        <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>
        <AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
        <Expiration>\(expiration)</Expiration></Credentials></\(action)Result></\(action)Response>
        """
    }

    @Test func `a role's credentials have an end`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], credentials("AssumeRole"))])
        let call = AssumeRole(roleArn: "r", roleSessionName: "n", durationSeconds: 900)
        let answer = try await STS.scripted(transport).call(call).credentials
        #expect(
            answer
                == Credentials(
                    accessKeyID: "ASIA",
                    secretAccessKey: "s",
                    sessionToken: "t",
                    expiration: Instant(secondsSinceEpoch: 1_800_003_600)
                )
        )
        #expect(
            transport.lastForm == [
                "Action=AssumeRole", "Version=2011-06-15", "RoleArn=r", "RoleSessionName=n", "DurationSeconds=900",
            ]
        )
    }

    @Test func `a web identity's token is sent, not signed, and not printed`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], credentials("AssumeRoleWithWebIdentity"))])
        let call = AssumeRoleWithWebIdentity(
            roleArn: "r",
            roleSessionName: "n",
            webIdentityToken: SecretText("HUSH+")
        )
        #expect(!"\(call)".contains("HUSH"))
        _ = try await STS.scripted(transport, credentials: nil).call(call)
        #expect(transport.lastForm.last == "WebIdentityToken=HUSH+")
        #expect(transport.requests.last?.headers["Authorization"] == nil)
    }

    @Test func `credentials whose end cannot be read are none`() async {
        let transport = ScriptedTransport([.answer(200, [:], credentials("AssumeRole", expiration: "soon"))])
        let failure = await #expect(throws: CallFailure.self) {
            try await STS.scripted(transport).call(AssumeRole(roleArn: "r", roleSessionName: "n"))
        }
        #expect(failure?.description.contains("Expiration") == true)
    }

    @Test func `a caller learns who it is`() async throws {
        let answer = """
            <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>a</Arn><UserId>u</UserId><Account>1</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>
            """
        let transport = ScriptedTransport([.answer(200, [:], answer)])
        let identity = try await STS.scripted(transport).call(GetCallerIdentity())
        #expect(identity.account == "1" && identity.arn == "a" && identity.userId == "u")
        #expect(transport.lastForm == ["Action=GetCallerIdentity", "Version=2011-06-15"])
    }
}
