import AWSClient
import HTTP
import Testing

struct ClientSettingsTests {
    private static let profile = """
        [default]
        max_attempts = 7
        request_checksum_calculation = WHEN_REQUIRED
        disable_clock_skew_correction = true
        ca_bundle = /nowhere/bundle.pem
        s3 =
          addressing_style = path
        [profile other]
        region = eu-west-3
        """

    private func settings(_ variables: [String: String]) throws -> ClientSettings {
        let files = FakeFiles(["/config": Self.profile])
        return try ClientSettings(AWSSettings(variables.merging(["AWS_CONFIG_FILE": "/config"]) { $1 }), files: files)
    }

    @Test func `a profile says how its clients behave`() throws {
        let settings = try settings([:])
        #expect(settings.policy(for: .sqs).maxAttempts == 7)
        #expect(settings.requestChecksums == .whenRequired && settings.responseChecksums == .whenSupported)
        #expect(!settings.correctsClockSkew && settings.bucketAddressing == .path)
        #expect(
            throws: CertificateAuthoritiesMissing.variableNamesNoFile(
                variable: "AWS_CA_BUNDLE",
                path: "/nowhere/bundle.pem"
            )
        ) { try settings.certificateAuthorities() }
    }

    @Test func `a variable comes before the profile`() throws {
        let settings = try settings([
            "AWS_MAX_ATTEMPTS": "2", "AWS_REQUEST_CHECKSUM_CALCULATION": "when_supported",
            "AWS_RESPONSE_CHECKSUM_VALIDATION": "when_required", "AWS_DISABLE_CLOCK_SKEW_CORRECTION": "false",
        ])
        #expect(settings.policy(for: .dynamodb).maxAttempts == 2)
        #expect(settings.requestChecksums == .whenSupported && settings.responseChecksums == .whenRequired)
        #expect(settings.correctsClockSkew)
    }

    @Test(arguments: ["0", "-1", "three", ""]) func `a word that means nothing leaves the default`(word: String) {
        let settings = ClientSettings(
            AWSSettings(["AWS_MAX_ATTEMPTS": word, "AWS_REQUEST_CHECKSUM_CALCULATION": word])
        )
        #expect(settings.policy(for: .dynamodb) == .dynamoDB && settings.policy(for: .s3) == .standard)
        #expect(settings.requestChecksums == .whenSupported)
    }

    @Test func `a profile that was named must be there`() throws {
        #expect(try settings(["AWS_PROFILE": "other"]).endpoint(of: .sqs).region == "eu-west-3")
        #expect(throws: CredentialFailure.self) { try settings(["AWS_PROFILE": "third"]) }
    }
}
