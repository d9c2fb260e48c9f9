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
        case .role:
            guard profile["role_arn"] != nil else { throw .notConfigured }
            do throws(CredentialFailure) {
                return try await role(of: profile, in: profiles, before: [profile.name]).credentials()
            } catch {
                guard error == .notConfigured else { throw error }
                // The search would go on, and end with credentials that are not of this role.
                throw .invalid(
                    source: Self.source,
                    reason: "nobody is there to take on the role of \(profile.name): its source has no credentials"
                )
            }
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
            guard let command = profile["credential_process"] else { throw absence(of: profile) }
            guard let runner = sources.runner else {
                throw .invalid(
                    source: Self.source,
                    reason: "\(profile.name) has a credential_process, and no programs are run here"
                )
            }
            return ProcessCredentials(command: command, runner: runner, clock: sources.outside.clock)
        case (.some, nil), (nil, .some):
            throw .invalid(source: Self.source, reason: "\(profile.name) has one half of a key only")
        }
    }

    /// What to say of a profile without keys: that it signs a person in, where it does, or nothing.
    ///
    /// AWS's own tools ask a profile's sign-in before its program, so the program does not lead back to itself.
    private func absence(of profile: Profile) -> CredentialFailure {
        let settings = Self.signIns.filter { profile[$0] != nil }
        guard !settings.isEmpty else { return .notConfigured }
        let name = profile.name.allSatisfy { $0.isLetter || $0.isNumber } ? profile.name : "\"\(profile.name)\""
        return .invalid(
            source: Self.source,
            reason: "\(profile.name) signs a person in by \(settings.joined(separator: ", ")), which is not supported; "
                + "add to it credential_process = aws configure export-credentials --profile \(name)"
        )
    }

    /// Those of IAM Identity Center and of the console, which want a browser and keep tokens of their own.
    private static let signIns = [
        "sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "login_session",
    ]
    private static let source = "profile"
}
