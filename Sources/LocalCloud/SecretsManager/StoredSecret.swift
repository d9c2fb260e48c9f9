import JSON
import Time

/// A secret with the versions that a label points to.
struct StoredSecret: Sendable, Codable {
    let name: String
    private let arnText: String
    var description: String?
    let created: Instant
    var changed: Instant
    private(set) var versions: [Version] = []

    struct Version: Sendable, Codable, Equatable {
        let id: String
        let value: SecretContent
        let created: Instant
        var stages: [String]
    }

    init(name: String, arn: ARN, description: String?, created: Instant) {
        self.name = name
        arnText = arn.description
        self.description = description
        self.created = created
        changed = created
    }

    /// Nil of what another version of this program wrote and this one cannot read.
    init?(_ row: JournalRow) {
        do {
            self = try JSONCodec.decode(StoredSecret.self, from: row.value)
        } catch {
            return nil
        }
    }

    func row() throws(ServiceFault) -> JournalRow {
        do {
            return JournalRow(key: name, value: try JSONCodec.encode(self))
        } catch {
            throw ServiceFault("InternalServiceError", "The secret cannot be kept: \(error)", status: 500)
        }
    }

    var arn: ARN { ARN(arnText) ?? ARN.bucket(name) }

    func isMeant(by arn: String) -> Bool { arn == arnText || arn == String(arnText.dropLast(7)) }

    /// Takes a value under a version's id, and points labels to it.
    ///
    /// The same value under the same id once more changes nothing; another is refused.
    mutating func put(_ value: SecretContent, id: String, stages: [String], at now: Instant) throws(ServiceFault) {
        if let known = versions.first(where: { $0.id == id }) {
            guard known.value == value else {
                throw ServiceFault(
                    "ResourceExistsException",
                    "You can't use ClientRequestToken \(id) because that value is already in use for a version of "
                        + "secret \(arnText)."
                )
            }
            return
        }
        let former = versions.first { $0.stages.contains("AWSCURRENT") }?.id
        versions.append(Version(id: id, value: value, created: now, stages: []))
        for stage in stages { point(stage, to: id) }
        if stages.contains("AWSCURRENT"), let former { point("AWSPREVIOUS", to: former) }
        // What no label points to is gone, as AWS may do at any time.
        versions.removeAll { $0.stages.isEmpty }
        changed = now
    }

    private mutating func point(_ stage: String, to id: String) {
        for index in versions.indices {
            versions[index].stages.removeAll { $0 == stage }
            if versions[index].id == id { versions[index].stages.append(stage) }
        }
    }
}

/// What a secret holds; it is never printed.
struct SecretContent: Sendable, Codable, Equatable, CustomStringConvertible, CustomReflectable {
    let text: String?
    /// Base64, as it is sent.
    let bytes: String?

    /// One of both, of 64 KiB at most.
    init(text: String?, bytes: String?) throws(ServiceFault) {
        guard (text == nil) != (bytes == nil) else {
            throw ServiceFault(
                "InvalidRequestException",
                "You must provide either SecretString or SecretBinary, and not both."
            )
        }
        guard (text ?? bytes ?? "").utf8.count <= Self.limit else {
            throw ServiceFault("InvalidParameterException", "The secret is longer than \(Self.limit) bytes.")
        }
        self.text = text
        self.bytes = bytes
    }

    private static let limit = 65_536

    var description: String { "[redacted]" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
