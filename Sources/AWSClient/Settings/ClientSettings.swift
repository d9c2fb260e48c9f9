package import Files
package import HTTP

/// All that clients are set up by: the variables of the process, and the profile that they choose.
///
/// A variable comes before the profile. A word that means nothing leaves the default in place.
package struct ClientSettings: Sendable {
    package let settings: AWSSettings
    package let profile: Profile

    package init(_ settings: AWSSettings, profile: Profile = Profile()) {
        self.settings = settings
        self.profile = profile
    }

    /// Reads the profile from the shared files; that there are none is no error, unless a profile was named.
    package init(_ settings: AWSSettings, files: any FileReader) throws(CredentialFailure) {
        let chosen = settings["AWS_PROFILE"] ?? settings["AWS_DEFAULT_PROFILE"]
        let profile = try Profiles(settings: settings, files: files)[chosen ?? "default"]
        if profile == nil, let chosen { throw .invalid(source: "profile", reason: "there is no profile \(chosen)") }
        self.init(settings, profile: profile ?? Profile())
    }

    /// A setting that has the same name in both places but for the case and the prefix: `AWS_MAX_ATTEMPTS`.
    private subscript(_ name: String) -> String? { settings["AWS_\(name.uppercased())"] ?? profile[name] }
}

extension ClientSettings {
    package func endpoint(of service: AWSServiceName) throws(EndpointFault) -> AWSEndpoint {
        try AWSEndpoint(of: service, settings: settings, profile: profile)
    }

    /// The attempts may be set; of the modes there is one, AWS's standard mode, whichever `retry_mode` names.
    package func policy(for service: AWSServiceName) -> RetryPolicy {
        var policy = RetryPolicy.standard(for: service)
        if let attempts = self["max_attempts"].flatMap({ Int($0) }), attempts >= 1 { policy.maxAttempts = attempts }
        return policy
    }

    package var correctsClockSkew: Bool {
        !settings.flag("AWS_DISABLE_CLOCK_SKEW_CORRECTION", profile["disable_clock_skew_correction"])
    }

    package var requestChecksums: ChecksumUse { ChecksumUse(self["request_checksum_calculation"]) }
    package var responseChecksums: ChecksumUse { ChecksumUse(self["response_checksum_validation"]) }

    package var bucketAddressing: BucketAddressing {
        profile["s3", "addressing_style"].flatMap { BucketAddressing(rawValue: $0.lowercased()) } ?? .auto
    }

    /// What the transport is to trust: the profile may name a bundle too.
    package func certificateAuthorities() throws(CertificateAuthoritiesMissing) -> CertificateAuthorities {
        try CertificateAuthorities { name in settings[name] ?? (name == "AWS_CA_BUNDLE" ? profile["ca_bundle"] : nil) }
    }
}

/// When a checksum is reckoned that nobody asked for.
package enum ChecksumUse: String, Sendable {
    /// Wherever S3 can check it; many of S3's imitations cannot.
    case whenSupported = "when_supported"
    case whenRequired = "when_required"

    init(_ word: String?) {
        self = word.flatMap { ChecksumUse(rawValue: $0.lowercased()) } ?? .whenSupported
    }
}

/// Where a request names its bucket.
package enum BucketAddressing: String, Sendable {
    /// In the host where AWS's own endpoint has one for it, else in the path.
    case auto
    case path
    /// In the host of a configured endpoint too.
    case virtual
}
