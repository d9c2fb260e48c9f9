import AWSClient
import HTTP
import Time

extension Buckets {
    /// Puts an object where an event says that one is, under the event's own version, and tells nobody of it.
    ///
    /// A bucket that is not there is made: the event knows of it.
    func place(
        _ body: WebBody,
        at key: String,
        in name: String,
        version: String?,
        metadata: [String: String],
        overwrites: Bool
    ) async throws(ServiceFault) {
        let objectKey: ObjectKey
        do throws(RequestFault) {
            objectKey = try ObjectKey(key)
            _ = try BucketName(name)
        } catch {
            throw .s3(.invalidArgument, "s3://\(name)/\(key) cannot be a place: \(error)")
        }
        if buckets[name] == nil { try await add(name) }
        if !overwrites, try current(objectKey, in: name) != nil { return }
        var headers = WebHeaders()
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) { headers.add("x-amz-meta-\(name)", value) }
        let attributes = try StoredAttributes(headers)
        let request = CloudRequest.ofDeployment(ground, body: body)
        let arrival = try await Reception.take(body, try BodyTerms(request, [:]), into: writer())
        let bucket = try self.bucket(name)
        let placed = ObjectVersion(
            key: objectKey,
            id: version ?? (bucket.settings.keepsVersions ? newVersionID() : ObjectVersion.nullID),
            order: nextOrder(),
            modified: ground.clock.now,
            entity: ObjectEntity(arrival, attributes)
        )
        var change = ObjectChange()
        if let old = bucket.remove(placed.id, of: objectKey) { change.forget(old) }
        if let old = bucket.add(placed) { change.forget(old) }
        change.changes.append(contentsOf: ground.journal.isKept ? [.keep(placed, in: name)] : [])
        try await commit(change.changes, removing: change.removed)
    }
}
