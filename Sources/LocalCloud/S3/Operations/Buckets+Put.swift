import AWSClient
import HTTP
import Time

/// Something that is to be stored under a key.
struct NewObject: Sendable {
    let bucket: String
    let key: ObjectKey
    let entity: ObjectEntity
    let conditions: WriteConditions
    /// Such as `ObjectCreated:Put`.
    let event: String
}

extension Buckets {
    nonisolated func putObject(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("PutObject", call)
        let key = try call.key()
        let attributes = try StoredAttributes(call.headers)
        let conditions = try WriteConditions(call.headers)
        let terms = try BodyTerms(call.request, call.headers)
        // What would be refused in the end is refused before a gigabyte has come.
        try conditions.check(try await current(key, in: call.bucket), key: key.text)
        let arrival = try await Reception.take(call.request.web.body, terms, into: writer())
        let version = try await store(
            NewObject(
                bucket: call.bucket,
                key: key,
                entity: ObjectEntity(arrival, attributes),
                conditions: conditions,
                event: "ObjectCreated:Put"
            ),
            call.request
        )
        return answers(call).empty(200, stored(version, named: try await namesVersions(call.bucket)))
    }

    /// Puts a new version over what is there, if it still may.
    func store(_ object: NewObject, _ request: CloudRequest) async throws(ServiceFault) -> ObjectVersion {
        let (version, change) = try put(object, request)
        try await commit(change.changes, removing: change.removed)
        await keep(change.events)
        return version
    }

    /// The step that changes memory; what must be written down and told of it comes back.
    func put(
        _ object: NewObject,
        _ request: CloudRequest
    ) throws(ServiceFault) -> (version: ObjectVersion, change: ObjectChange) {
        let bucket = try bucket(object.bucket)
        try object.conditions.check(bucket.current(object.key), key: object.key.text)
        let order = nextOrder()
        let version = ObjectVersion(
            key: object.key,
            id: bucket.settings.keepsVersions ? newVersionID() : ObjectVersion.nullID,
            order: order,
            modified: ground.clock.now,
            entity: object.entity
        )
        var change = ObjectChange()
        if let old = bucket.add(version) { change.forget(old) }
        change.changes.append(contentsOf: ground.journal.isKept ? [.keep(version, in: object.bucket)] : [])
        let event = ObjectEvent(
            name: object.event,
            version: version,
            namesVersion: bucket.settings.versioning != nil
        )
        change.tell(promise(event, in: bucket, request, order: order))
        return (version, change)
    }

    func current(_ key: ObjectKey, in name: String) throws(ServiceFault) -> ObjectVersion? {
        try bucket(name).current(key)
    }

    /// Of versions, 32 characters that say nothing.
    func newVersionID() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._".utf8)
        return String(decoding: ground.random.bytes(32).map { alphabet[Int($0) & 63] }, as: UTF8.self)
    }

    /// Whether answers name the version: where a bucket never kept any they do not.
    func namesVersions(_ bucket: String) throws(ServiceFault) -> Bool {
        try self.bucket(bucket).settings.versioning != nil
    }

    /// What an answer says of what has been stored.
    nonisolated func stored(_ version: ObjectVersion, named: Bool) -> WebHeaders {
        var headers = WebHeaders()
        if let entity = version.entity {
            headers.add("ETag", entity.eTag)
            headers.add(entity.sum.kind.headerName, entity.sum.value)
            headers.add("x-amz-checksum-type", entity.sum.cover.rawValue)
        }
        headers.add("x-amz-server-side-encryption", "AES256")
        if named { headers.add("x-amz-version-id", version.id) }
        return headers
    }
}

/// What follows from a change of objects: rows to write, bytes to let go once they are written, events to tell.
struct ObjectChange: Sendable {
    var changes: [JournalChange] = []
    private(set) var removed: [Content] = []
    private(set) var events = Promised()

    mutating func forget(_ version: ObjectVersion) {
        changes.append(.forget(version))
        if let content = version.entity?.content { removed.append(content) }
    }

    mutating func tell(_ promised: Promised) {
        events.keys += promised.keys
        changes += promised.changes
    }
}
