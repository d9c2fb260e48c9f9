/// Credentials in the variables of the process, as Lambda gives them.
package struct EnvironmentCredentials: CredentialProvider {
    private let settings: AWSSettings

    package init(_ settings: AWSSettings) {
        self.settings = settings
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        switch (settings["AWS_ACCESS_KEY_ID"], settings["AWS_SECRET_ACCESS_KEY"]) {
        case (let key?, let secret?):
            return Credentials(
                accessKeyID: key,
                secretAccessKey: secret,
                sessionToken: settings["AWS_SESSION_TOKEN"]
            )
        case (nil, nil): throw .notConfigured
        case (.some, nil): throw .invalid(source: "environment", reason: "AWS_SECRET_ACCESS_KEY is not set")
        case (nil, .some): throw .invalid(source: "environment", reason: "AWS_ACCESS_KEY_ID is not set")
        }
    }
}
