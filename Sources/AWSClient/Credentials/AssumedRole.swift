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

    package init(_ terms: Terms, by source: any CredentialProvider, at endpoint: AWSEndpoint, outside: Outside) {
        self.terms = terms
        sts = STS(at: endpoint, credentials: source, outside: outside)
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        try await sts.call(
            "AssumeRole",
            [
                ("RoleArn", terms.roleARN), ("RoleSessionName", terms.sessionName), ("ExternalId", terms.externalID),
                ("DurationSeconds", terms.durationSeconds.map { "\($0)" }),
            ],
            source: "assume-role"
        )
    }
}
