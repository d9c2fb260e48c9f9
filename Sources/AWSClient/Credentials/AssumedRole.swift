import Time

/// Credentials of a role that other credentials may take on.
package struct AssumedRole: CredentialProvider {
    package struct Terms: Sendable {
        package var roleARN: String
        package var sessionName: String
        package var externalID: String?
        /// In seconds; AWS's own default is an hour.
        package var durationSeconds: Int?

        package init(roleARN: String, sessionName: String, externalID: String? = nil, durationSeconds: Int? = nil) {
            self.roleARN = roleARN
            self.sessionName = sessionName
            self.externalID = externalID
            self.durationSeconds = durationSeconds
        }
    }

    private let terms: Terms
    private let sts: STS
    private let clock: any WallClock

    package init(_ terms: Terms, by source: any CredentialProvider, at endpoint: AWSEndpoint, outside: Outside) {
        self.terms = terms
        sts = STS(at: endpoint, credentials: source, outside: outside)
        clock = outside.clock
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        let operation = AssumeRole(
            roleArn: terms.roleARN,
            roleSessionName: terms.sessionName,
            externalId: terms.externalID,
            durationSeconds: terms.durationSeconds
        )
        return try await sts.credentials(by: operation, from: "assume-role", at: clock.now)
    }
}
