/// The last uploads that were completed: whoever lost the answer and completes again is told the same.
struct CompletedUploads: Sendable {
    private var versions: [String: ObjectVersion] = [:]
    /// The oldest first.
    private var ids: [String] = []

    /// Far more than are retried at one time.
    private static let limit = 256

    subscript(_ id: String) -> ObjectVersion? { versions[id] }

    /// Without the bytes, which must go when the object goes.
    mutating func add(_ version: ObjectVersion, of id: String) {
        if ids.count >= Self.limit { versions[ids.removeFirst()] = nil }
        ids.append(id)
        versions[id] = version.withoutBytes
    }
}

extension ObjectVersion {
    fileprivate var withoutBytes: ObjectVersion {
        var version = self
        version.entity = entity.map {
            ObjectEntity(content: Content(), eTag: $0.eTag, sum: $0.sum, attributes: $0.attributes)
        }
        return version
    }
}
