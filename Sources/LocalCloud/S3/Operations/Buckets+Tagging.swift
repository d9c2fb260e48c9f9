import AWSClient
import HTTP
import JSON

extension Buckets {
    nonisolated func getObjectTagging(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("GetObjectTagging", call)
        let version = try await tagged(call)
        return answers(call).tagging(version.entity?.attributes.tags ?? [], headers: try await named(version, call))
    }

    nonisolated func putObjectTagging(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("PutObjectTagging", call)
        let tags = try StoredAttributes.checked(try await document(call, root: "Tagging").tags)
        let version = try await tag(call, tags, event: "ObjectTagging:Put")
        return answers(call).empty(200, try await named(version, call))
    }

    nonisolated func deleteObjectTagging(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("DeleteObjectTagging", call)
        let version = try await tag(call, [], event: "ObjectTagging:Delete")
        return answers(call).empty(204, try await named(version, call))
    }

    private nonisolated func named(_ version: ObjectVersion, _ call: S3Call) async throws(ServiceFault) -> WebHeaders {
        try await namesVersions(call.bucket) ? ["x-amz-version-id": version.id] : [:]
    }

    private func tagged(_ call: S3Call) throws(ServiceFault) -> ObjectVersion {
        let versionID = call.query["versionId"]
        guard let version = try find(try call.key(), versionID, in: call.bucket) else {
            throw .s3(versionID == nil ? .noSuchKey : .noSuchVersion, of: "Key", call.keyText)
        }
        guard version.entity != nil else {
            if versionID == nil { throw .s3(.noSuchKey, of: "Key", call.keyText) }
            throw .s3(.methodNotAllowed, nil, ["ResourceType": "DeleteMarker"])
        }
        return version
    }

    private func tag(
        _ call: S3Call,
        _ tags: [StoredAttributes.Field],
        event: String
    ) async throws(ServiceFault) -> ObjectVersion {
        var version = try tagged(call)
        version.entity?.attributes.tags = tags
        let bucket = try bucket(call.bucket)
        bucket.replace(version)
        let told = ObjectEvent(name: event, version: version, namesVersion: bucket.settings.versioning != nil)
        let promised = promise(told, in: bucket, call.request, order: nextOrder())
        let row: [JournalChange] = ground.journal.isKept ? [.keep(version, in: bucket.name)] : []
        try await commit(row + promised.changes)
        await keep(promised)
        return version
    }
}
