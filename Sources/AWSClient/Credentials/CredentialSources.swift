package import Files
package import Processes
import Time

/// Everything that credentials can be looked for in.
package struct CredentialSources: Sendable {
    let settings: AWSSettings
    let files: any FileReader
    /// Nil where no programs are run.
    let runner: (any ProgramRunner)?
    let outside: Outside

    package init(
        settings: AWSSettings,
        files: any FileReader,
        runner: (any ProgramRunner)? = nil,
        outside: Outside
    ) {
        self.settings = settings
        self.files = files
        self.runner = runner
        self.outside = outside
    }

    /// All of them in AWS's order, with what is found kept and renewed.
    package func credentials() -> RefreshingCredentials {
        let chain = ProviderChain([
            .init("environment", environment),
            .init("profile's role", ProfileCredentials(.role, self)),
            .init("web identity", WebIdentityOfSettings(sources: self)),
            .init("profile's keys", ProfileCredentials(.keys, self)),
            .init("container", container),
            .init("instance", instance),
        ])
        return RefreshingCredentials(chain, clock: outside.clock)
    }

    var environment: EnvironmentCredentials { EnvironmentCredentials(settings) }
    var container: ContainerCredentials { ContainerCredentials(settings, files: files, outside: outside) }
    var instance: InstanceCredentials { InstanceCredentials(settings, outside: outside) }

    /// What the sessions of a role are called that nobody named; CloudTrail shows it.
    var sessionName: String {
        settings["AWS_ROLE_SESSION_NAME"] ?? "assay-\(outside.clock.now.secondsSinceEpoch)"
    }

    func endpoint(_ profile: Profile) throws(CredentialFailure) -> AWSEndpoint {
        do throws(EndpointFault) {
            return try AWSEndpoint(of: .sts, settings: settings, profile: profile)
        } catch {
            throw .invalid(source: "STS", reason: "\(error)")
        }
    }
}

/// The role and the token file that the variables of a pod or of a build name.
private struct WebIdentityOfSettings: CredentialProvider {
    let sources: CredentialSources

    func credentials() async throws(CredentialFailure) -> Credentials {
        let settings = sources.settings
        guard let file = settings["AWS_WEB_IDENTITY_TOKEN_FILE"] else { throw .notConfigured }
        guard let arn = settings["AWS_ROLE_ARN"] else {
            throw .invalid(source: "web identity", reason: "AWS_ROLE_ARN is not set")
        }
        let identity = WebIdentity(
            tokenFile: file,
            AssumedRole.Terms(roleARN: arn, sessionName: sources.sessionName),
            at: try sources.endpoint(Profile()),
            files: sources.files,
            outside: sources.outside
        )
        return try await identity.credentials()
    }
}
