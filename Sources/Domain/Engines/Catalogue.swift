/// The engines that there are, as the operators have signed it.
///
/// It names engines and nothing else: whoever may write data must not be able to say where they are or what is run.
package struct Catalogue: Sendable, Equatable, Codable {
    /// Grows with each change: an older one is never taken in place of a newer.
    package let serial: Int
    /// What a client that names no version gets.
    package let defaultVersion: PipelineVersion
    package let versions: [PipelineVersion]
    package let engines: [Entry]

    package init(serial: Int, defaultVersion: PipelineVersion, versions: [PipelineVersion], engines: [Entry]) {
        self.serial = serial
        self.defaultVersion = defaultVersion
        self.versions = versions
        self.engines = engines
    }

    package struct Entry: Sendable, Equatable, Codable {
        package let name: EngineName
        package let accepts: VersionRange
        /// Media types, each whole or as `image/*`; nil for all.
        package let types: [String]?
        package let sizeLimit: ByteCount?
        /// At most ``longestTime``.
        package let timeLimitSeconds: Int
        package let isEnabled: Bool

        package init(
            name: EngineName,
            accepts: VersionRange,
            types: [String]? = nil,
            sizeLimit: ByteCount? = nil,
            timeLimitSeconds: Int,
            isEnabled: Bool = true
        ) {
            self.name = name
            self.accepts = accepts
            self.types = types
            self.sizeLimit = sizeLimit
            self.timeLimitSeconds = timeLimitSeconds
            self.isEnabled = isEnabled
        }

        private enum CodingKeys: String, CodingKey {
            case name, accepts, types
            case sizeLimit = "size_limit"
            case timeLimitSeconds = "time_limit"
            case isEnabled = "enabled"
        }
    }

    /// A function runs for 900 s; what remains is for taking the file and handing over the result.
    package static let longestTime = 840

    private enum CodingKeys: String, CodingKey {
        case serial, versions, engines
        case defaultVersion = "default_version"
    }
}

/// The versions of the pipeline from one up to, and without, another.
package struct VersionRange: Sendable, Hashable, Codable {
    package let from: PipelineVersion
    package let to: PipelineVersion?

    package init(from: PipelineVersion, to: PipelineVersion? = nil) {
        self.from = from
        self.to = to
    }

    package func contains(_ version: PipelineVersion) -> Bool {
        version >= from && to.map { version < $0 } ?? true
    }
}
