import AWSClient
import Time

/// A bucket: its settings, its objects with all their versions, and the uploads that are under way.
///
/// It belongs to the one actor and is never copied: what others are told of it are values.
final class Bucket {
    let name: String
    let created: Instant
    var settings = BucketSettings()
    /// The newest first; never empty.
    private var versions: [ObjectKey: [ObjectVersion]] = [:]
    private(set) var keys = KeyOrder()
    var uploads: [String: Upload] = [:]

    init(name: String, created: Instant) {
        self.name = name
        self.created = created
    }

    var isEmpty: Bool { keys.isEmpty }

    /// The newest first.
    func versions(of key: ObjectKey) -> [ObjectVersion] { versions[key] ?? [] }

    /// The newest, be it a marker.
    func newest(_ key: ObjectKey) -> ObjectVersion? { versions[key]?.first }

    /// What a reader finds who asks for no version.
    func current(_ key: ObjectKey) -> ObjectVersion? { newest(key).flatMap { $0.entity == nil ? nil : $0 } }

    func version(_ id: String, of key: ObjectKey) -> ObjectVersion? { versions[key]?.first { $0.id == id } }

    /// Puts a version over all others of its key; gives the one of the same id, whose place it takes.
    func add(_ version: ObjectVersion) -> ObjectVersion? {
        guard versions[version.key] != nil else {
            versions[version.key] = [version]
            keys.insert(version.key)
            return nil
        }
        let old = version.id == ObjectVersion.nullID ? take(version.id, of: version.key) : nil
        versions[version.key, default: []].insert(version, at: 0)
        return old
    }

    /// Removes one version.
    func remove(_ id: String, of key: ObjectKey) -> ObjectVersion? {
        let removed = take(id, of: key)
        if versions[key]?.isEmpty ?? false {
            versions[key] = nil
            keys.remove(key)
        }
        return removed
    }

    /// Puts a version in the place of the one that has its id.
    func replace(_ version: ObjectVersion) {
        guard let index = versions[version.key]?.firstIndex(where: { $0.id == version.id }) else { return }
        versions[version.key]?[index] = version
    }

    private func take(_ id: String, of key: ObjectKey) -> ObjectVersion? {
        guard let index = versions[key]?.firstIndex(where: { $0.id == id }) else { return nil }
        return versions[key]?.remove(at: index)
    }
}

/// What is set of a bucket.
struct BucketSettings: Sendable, Codable {
    /// Nil where versions were never kept.
    var versioning: String?
    var notifications: [NotificationRule] = []
    /// Whether the default bus of EventBridge is told of everything; nil is no.
    var tellsBus: Bool?
    /// As it was put: nothing expires here.
    var lifecycle: String?
    var cors: [CORSRule] = []
    var tags: [StoredAttributes.Field] = []

    var keepsVersions: Bool { versioning == BucketVersioning.enabled.rawValue }
}
