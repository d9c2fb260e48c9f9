package import Files
package import Processes

/// One account as one process sees it: what all its clients share.
package struct AWSContext: Sendable {
    package let settings: ClientSettings
    package let credentials: any CredentialProvider
    package let outside: Outside
    /// Shared, so that a key is derived once for all clients of a service.
    package let keys = SigningKeys()

    package init(_ settings: ClientSettings, credentials: any CredentialProvider, outside: Outside) {
        self.settings = settings
        self.credentials = credentials
        self.outside = outside
    }
}

extension AWSContext {
    /// With credentials from wherever AWS's tools look for them, in their order.
    package init(
        _ settings: ClientSettings,
        files: any FileReader,
        runner: (any ProgramRunner)? = nil,
        outside: Outside
    ) {
        let sources = CredentialSources(settings: settings.settings, files: files, runner: runner, outside: outside)
        self.init(settings, credentials: sources.credentials(), outside: outside)
    }
}

extension ServiceClient {
    /// A client as the settings have it.
    package convenience init(
        _ service: AWSServiceName,
        speaking form: AWSProtocol,
        in context: AWSContext
    ) throws(EndpointFault) {
        self.init(
            service,
            speaking: form,
            at: try context.settings.endpoint(of: service),
            credentials: context.credentials,
            keys: context.keys,
            policy: context.settings.policy(for: service),
            correctsClockSkew: context.settings.correctsClockSkew,
            outside: context.outside
        )
    }
}
