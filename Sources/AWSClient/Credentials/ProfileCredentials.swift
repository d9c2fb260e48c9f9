/// Credentials that a profile of the shared files tells, or tells how to get.
package struct ProfileCredentials: CredentialProvider {
    /// What of the profile counts: other providers are asked between the two.
    package enum Part: Sendable {
        case role, keys
    }

    private let part: Part
    private let sources: CredentialSources

    package init(_ part: Part, _ sources: CredentialSources) {
        self.part = part
        self.sources = sources
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        let settings = sources.settings
        let chosen = settings["AWS_PROFILE"] ?? settings["AWS_DEFAULT_PROFILE"]
        let profiles = try Profiles(settings: settings, files: sources.files)
        guard let profile = profiles[chosen ?? "default"] else {
            guard let chosen else { throw .notConfigured }
            throw .invalid(source: Self.source, reason: "there is no profile \(chosen)")
        }
        switch part {
        case .role: return try await role(of: profile, in: profiles, before: [profile.name]).credentials()
        case .keys: return try await keys(of: profile).credentials()
        }
    }

    /// The role of a profile, taken on by another profile, which may have its own role by a third.
    private func role(
        of profile: Profile,
        in profiles: Profiles,
        before seen: [String]
    ) throws(CredentialFailure) -> any CredentialProvider {
        guard let arn = profile["role_arn"] else { throw .notConfigured }
        guard profile["mfa_serial"] == nil else {
            throw .invalid(source: Self.source, reason: "\(profile.name) asks for a second factor, and nobody is here")
        }
        let terms = AssumedRole.Terms(
            roleARN: arn,
            sessionName: profile["role_session_name"] ?? sources.sessionName,
            externalID: profile["external_id"],
            durationSeconds: profile["duration_seconds"].flatMap { Int($0) }
        )
        if let file = profile["web_identity_token_file"] {
            return WebIdentity(
                tokenFile: file,
                terms,
                at: try sources.endpoint(profile),
                files: sources.files,
                outside: sources.outside
            )
        }
        let source = try source(of: profile, in: profiles, before: seen)
        return AssumedRole(terms, by: source, at: try sources.endpoint(profile), outside: sources.outside)
    }

    /// Who takes the role on.
    private func source(
        of profile: Profile,
        in profiles: Profiles,
        before seen: [String]
    ) throws(CredentialFailure) -> any CredentialProvider {
        switch (profile["source_profile"], profile["credential_source"]) {
        case (let name?, nil):
            guard let next = profiles[name] else {
                throw .invalid(
                    source: Self.source,
                    reason: "there is no profile \(name), the source of \(profile.name)"
                )
            }
            // A profile may be its own source: then its keys take its role on.
            if name == profile.name || next["role_arn"] == nil { return try keys(of: next) }
            guard !seen.contains(name) else {
                throw .invalid(source: Self.source, reason: "the source profiles of \(profile.name) go in a circle")
            }
            return try role(of: next, in: profiles, before: seen + [name])
        case (nil, "Environment"): return sources.environment
        case (nil, "Ec2InstanceMetadata"): return sources.instance
        case (nil, "EcsContainer"): return sources.container
        default:
            throw .invalid(
                source: Self.source,
                reason: "\(profile.name) needs one of source_profile and credential_source beside its role"
            )
        }
    }

    private func keys(of profile: Profile) throws(CredentialFailure) -> any CredentialProvider {
        switch (profile["aws_access_key_id"], profile["aws_secret_access_key"]) {
        case (let key?, let secret?):
            return Credentials(accessKeyID: key, secretAccessKey: secret, sessionToken: profile["aws_session_token"])
        case (nil, nil):
            guard let command = profile["credential_process"], let runner = sources.runner else { throw .notConfigured }
            return ProcessCredentials(command: command, runner: runner, clock: sources.outside.clock)
        case (.some, nil), (nil, .some):
            throw .invalid(source: Self.source, reason: "\(profile.name) has one half of a key only")
        }
    }

    private static let source = "profile"
}
