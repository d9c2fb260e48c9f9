import AWSClient
import HTTP
import Time

/// What became of a deletion.
struct Deletion: Sendable {
    /// Of the marker that was laid or removed, or of the version that was named.
    var versionID: String?
    var isMarker = false
}

extension Buckets {
    nonisolated func deleteObject(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        let versionID = call.query["versionId"]
        try allowObject(versionID == nil ? "DeleteObject" : "DeleteObjectVersion", call)
        for name in ["x-amz-if-match-last-modified-time", "x-amz-if-match-size", "x-amz-mfa"]
        where call.headers[name] != nil { throw .notEmulated("The header \(name)") }
        let deletion = try await delete(
            try call.key(),
            versionID,
            in: call.bucket,
            ifMatch: call.headers["If-Match"],
            call.request
        )
        var headers = WebHeaders()
        if deletion.isMarker { headers.add("x-amz-delete-marker", "true") }
        if let id = deletion.versionID { headers.add("x-amz-version-id", id) }
        return answers(call).empty(204, headers)
    }

    nonisolated func deleteObjects(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        guard call.isSummed else {
            throw .s3(.invalidRequest, "Missing required header for this request: Content-MD5 OR x-amz-checksum-*")
        }
        let root = try await document(call, root: "Delete")
        let objects = root.all("Object")
        guard (1...1_000).contains(objects.count) else { throw .s3(.malformedXML) }
        _ = try await settings(of: call.bucket)
        let isQuiet = root.text(at: "Quiet")?.lowercased() == "true"
        var results: [(XMLElement, Result<Deletion, ServiceFault>)] = []
        for object in objects { results.append((object, await result(of: object, call))) }
        let told = results
        return answers(call).document("DeleteResult") { root in
            for (object, result) in told {
                switch result {
                case .success(let deletion): if !isQuiet { root.deleted(object, deletion) }
                case .failure(let fault): root.error(object, fault)
                }
            }
        }
    }

    private nonisolated func result(of object: XMLElement, _ call: S3Call) async -> Result<Deletion, ServiceFault> {
        do throws(ServiceFault) {
            let key = try S3Call.key(object.text(at: "Key") ?? "")
            let versionID = object.text(at: "VersionId").flatMap { $0.isEmpty ? nil : $0 }
            let action = versionID == nil ? "s3:DeleteObject" : "s3:DeleteObjectVersion"
            try ground.allow(action, on: .bucket("\(call.bucket)/\(key.text)"), to: call.request.caller)
            for name in ["LastModifiedTime", "Size"] where object[name] != nil { throw .notEmulated("\(name)") }
            let tag = object.text(at: "ETag")
            return .success(try await delete(key, versionID, in: call.bucket, ifMatch: tag, call.request))
        } catch {
            return .failure(error)
        }
    }

    private func delete(
        _ key: ObjectKey,
        _ versionID: String?,
        in bucket: String,
        ifMatch: String?,
        _ request: CloudRequest
    ) async throws(ServiceFault) -> Deletion {
        try check(ifMatch, try self.bucket(bucket).newest(key), key)
        let (deletion, change) =
            if let versionID {
                try remove(versionID, of: key, in: bucket, request)
            } else {
                try remove(key, in: bucket, request)
            }
        try await commit(change.changes, removing: change.removed)
        await keep(change.events)
        return deletion
    }

    private func check(_ ifMatch: String?, _ newest: ObjectVersion?, _ key: ObjectKey) throws(ServiceFault) {
        guard let ifMatch else { return }
        guard let newest else { throw .s3(.noSuchKey, of: "Key", key.text) }
        guard let entity = newest.entity, Conditions.matches(ifMatch, entity.eTag) else {
            throw .preconditionFailed("If-Match")
        }
    }

    /// For good.
    private func remove(
        _ versionID: String,
        of key: ObjectKey,
        in name: String,
        _ request: CloudRequest
    ) throws(ServiceFault) -> (Deletion, ObjectChange) {
        let bucket = try bucket(name)
        var change = ObjectChange()
        let order = nextOrder()
        guard let removed = bucket.remove(versionID, of: key) else {
            return (Deletion(versionID: versionID), change)
        }
        change.forget(removed)
        let gone = ObjectVersion(key: key, id: versionID, order: order, modified: ground.clock.now)
        let event = ObjectEvent(name: "ObjectRemoved:Delete", version: gone, namesVersion: true)
        change.tell(promise(event, in: bucket, request, order: order))
        return (Deletion(versionID: versionID, isMarker: removed.entity == nil), change)
    }

    /// The object, or with a marker over it where versions are kept.
    private func remove(
        _ key: ObjectKey,
        in name: String,
        _ request: CloudRequest
    ) throws(ServiceFault) -> (Deletion, ObjectChange) {
        let bucket = try bucket(name)
        let order = nextOrder()
        var change = ObjectChange()
        guard bucket.settings.versioning != nil else {
            guard let removed = bucket.remove(ObjectVersion.nullID, of: key) else {
                return (Deletion(), change)
            }
            change.forget(removed)
            let gone = ObjectVersion(key: key, id: ObjectVersion.nullID, order: order, modified: ground.clock.now)
            let event = ObjectEvent(name: "ObjectRemoved:Delete", version: gone, namesVersion: false)
            change.tell(promise(event, in: bucket, request, order: order))
            return (Deletion(), change)
        }
        let marker = ObjectVersion(
            key: key,
            id: bucket.settings.keepsVersions ? newVersionID() : ObjectVersion.nullID,
            order: order,
            modified: ground.clock.now
        )
        if let old = bucket.add(marker) { change.forget(old) }
        if ground.journal.isKept { change.changes.append(.keep(marker, in: name)) }
        let event = ObjectEvent(name: "ObjectRemoved:DeleteMarkerCreated", version: marker, namesVersion: true)
        change.tell(promise(event, in: bucket, request, order: order))
        return (Deletion(versionID: marker.id, isMarker: true), change)
    }
}

extension S3Call {
    /// Whether the body is guarded by a sum, before it or behind it.
    fileprivate var isSummed: Bool {
        headers["Content-MD5"] != nil || headers["x-amz-trailer"] != nil
            || SumKind.allCases.contains { headers[$0.headerName] != nil }
    }
}

extension XMLWriter {
    fileprivate mutating func deleted(_ object: XMLElement, _ deletion: Deletion) {
        element("Deleted") {
            $0.element("Key", object.text(at: "Key"))
            $0.element("VersionId", object.text(at: "VersionId"))
            if deletion.isMarker {
                $0.element("DeleteMarker", "true")
                $0.element("DeleteMarkerVersionId", deletion.versionID)
            }
        }
    }

    fileprivate mutating func error(_ object: XMLElement, _ fault: ServiceFault) {
        element("Error") {
            $0.element("Key", object.text(at: "Key"))
            $0.element("VersionId", object.text(at: "VersionId"))
            $0.element("Code", fault.code)
            $0.element("Message", fault.message)
        }
    }
}
