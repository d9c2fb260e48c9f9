import Crypto
package import Files

/// One profile, whole: what both shared files say of it, and its section of services.
package struct Profile: Sendable, Equatable, Redacted {
    package let name: String
    private let section: ProfileSection
    /// By service, in lower case.
    package let services: [String: [String: String]]

    package init(name: String = "default", section: ProfileSection = ProfileSection(), services: ProfileSection? = nil)
    {
        self.name = name
        self.section = section
        self.services = services?.nested ?? [:]
    }

    package subscript(_ name: String) -> String? { section[name] }

    /// One of the properties indented below another, as `addressing_style` is below `s3`.
    package subscript(_ group: String, _ name: String) -> String? { section.nested[group]?[name] }
}

/// The profiles of the machine.
package struct Profiles: Sendable, Equatable {
    private let config: ProfileFile
    private let secrets: ProfileFile

    package init(config: ProfileFile = ProfileFile(), credentials: ProfileFile = ProfileFile()) {
        self.config = config
        secrets = credentials
    }

    /// Reads both files from where the settings, or AWS's customs, say that they are.
    package init(settings: AWSSettings, files: any FileReader) throws(CredentialFailure) {
        let home = settings["HOME"] ?? ""
        config = try Self.read(
            settings["AWS_CONFIG_FILE"] ?? "\(home)/.aws/config",
            isCredentials: false,
            home: home,
            files
        )
        secrets = try Self.read(
            settings["AWS_SHARED_CREDENTIALS_FILE"] ?? "\(home)/.aws/credentials",
            isCredentials: true,
            home: home,
            files
        )
    }

    /// Nil where neither file has it; where both have a property, the file of credentials decides.
    package subscript(_ name: String) -> Profile? {
        guard config.profiles[name] != nil || secrets.profiles[name] != nil else { return nil }
        var section = config.profiles[name] ?? ProfileSection()
        section.values.merge(secrets.profiles[name]?.values ?? [:]) { $1 }
        return Profile(name: name, section: section, services: section["services"].flatMap { config.services[$0] })
    }

    private static func read(
        _ path: String,
        isCredentials: Bool,
        home: String,
        _ files: any FileReader
    ) throws(CredentialFailure) -> ProfileFile {
        let path = path.hasPrefix("~/") ? home + path.dropFirst(1) : path
        do {
            guard let bytes = try files.read(path) else { return ProfileFile() }
            return try ProfileFile(bytes, isCredentials: isCredentials)
        } catch {
            throw .invalid(source: path, reason: "\(error)")
        }
    }
}
