import AWSClient
import HTTP
import Time

/// The version that a copy is made of.
struct CopyOrigin: Sendable {
    let version: ObjectVersion
    let entity: ObjectEntity
    /// Whether answers name it.
    let isNamed: Bool
}

extension Buckets {
    nonisolated func copyObject(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("PutObject", call)
        let key = try call.key()
        let (name, origin) = try await origin(of: call)
        let attributes = try attributes(of: call, origin.entity)
        try refuseIdle(call, name, key, attributes, origin.entity)
        let conditions = try WriteConditions(call.headers)
        let kind = try sumKind(call)
        let entity = try await copy(of: origin.entity, attributes, keeping: kind)
        let object = NewObject(
            bucket: call.bucket,
            key: key,
            entity: entity,
            conditions: conditions,
            event: "ObjectCreated:Copy"
        )
        let version = try await store(object, call.request)
        var headers = WebHeaders()
        headers.add("x-amz-server-side-encryption", "AES256")
        if try await namesVersions(call.bucket) { headers.add("x-amz-version-id", version.id) }
        if origin.isNamed { headers.add("x-amz-copy-source-version-id", origin.version.id) }
        return answers(call).document("CopyObjectResult", headers: headers) { result in
            result.element("LastModified", version.modified.rfc3339)
            result.element("ETag", entity.eTag)
            result.element(entity.sum.kind.elementName, entity.sum.value)
            result.element("ChecksumType", entity.sum.cover.rawValue)
        }
    }

    /// The source, if it is there and as the request wants it.
    nonisolated func origin(
        of call: S3Call
    ) async throws(ServiceFault) -> (name: CopySourceName, origin: CopyOrigin) {
        let name = try CopySourceName(call.headers["x-amz-copy-source"] ?? "")
        let action = name.versionID == nil ? "s3:GetObject" : "s3:GetObjectVersion"
        try ground.allow(action, on: .bucket("\(name.bucket)/\(name.key.text)"), to: call.request.caller)
        let settings = try await settings(of: name.bucket)
        let found = try await find(name.key, name.versionID, in: name.bucket)
        guard let found else {
            throw .s3(name.versionID == nil ? .noSuchKey : .noSuchVersion, of: "Key", name.key.text)
        }
        guard let entity = found.entity else {
            if name.versionID == nil { throw .s3(.noSuchKey, of: "Key", name.key.text) }
            throw .s3(
                .invalidRequest,
                "The source of a copy request may not specifically refer to a delete marker by "
                    + "version id."
            )
        }
        let conditions = Conditions(call.headers, prefix: "x-amz-copy-source-", now: call.request.received)
        switch conditions.verdict(eTag: entity.eTag, modified: found.modified) {
        case .holds: break
        case .isNotModified: throw .preconditionFailed("x-amz-copy-source-If-None-Match")
        case .fails(let condition): throw .preconditionFailed("x-amz-copy-source-\(condition)")
        }
        return (name, CopyOrigin(version: found, entity: entity, isNamed: settings.versioning != nil))
    }

    /// The source's, or where the directives say so the request's.
    private nonisolated func attributes(
        of call: S3Call,
        _ source: ObjectEntity
    ) throws(ServiceFault) -> StoredAttributes {
        let given = try StoredAttributes(call.headers)
        var attributes = source.attributes
        if try replaces("x-amz-metadata-directive", call) {
            let tags = attributes.tags
            attributes = given
            attributes.tags = tags
        }
        if try replaces("x-amz-tagging-directive", call) { attributes.tags = given.tags }
        attributes.storageClass = given.storageClass
        return attributes
    }

    private nonisolated func replaces(_ directive: String, _ call: S3Call) throws(ServiceFault) -> Bool {
        switch call.headers[directive]?.uppercased() {
        case nil, "COPY": return false
        case "REPLACE": return true
        case .some(let other): throw .s3(.invalidArgument, "Unknown directive \(other) in \(directive).")
        }
    }

    /// A copy of an object onto itself that changes nothing.
    private nonisolated func refuseIdle(
        _ call: S3Call,
        _ source: CopySourceName,
        _ key: ObjectKey,
        _ attributes: StoredAttributes,
        _ entity: ObjectEntity
    ) throws(ServiceFault) {
        let isSame = source.bucket == call.bucket && source.key == key && source.versionID == nil
        let isSaid =
            call.headers["x-amz-metadata-directive"]?.uppercased() == "REPLACE"
            || call.headers["x-amz-checksum-algorithm"] != nil
        if isSame, !isSaid, attributes.storageClass == entity.attributes.storageClass {
            throw .s3(
                .invalidRequest,
                "This copy request is illegal because it is trying to copy an object to itself without changing the "
                    + "object's metadata, storage class, website redirect location or encryption attributes."
            )
        }
    }

    private nonisolated func sumKind(_ call: S3Call) throws(ServiceFault) -> SumKind? {
        guard let text = call.headers["x-amz-checksum-algorithm"] else { return nil }
        guard let kind = SumKind(rawValue: text.uppercased()) else {
            throw .s3(.invalidRequest, "Checksum algorithm provided is unsupported.")
        }
        return kind
    }

    /// Shares the bytes; they are read only where their tag or their sum must be another.
    private nonisolated func copy(
        of entity: ObjectEntity,
        _ attributes: StoredAttributes,
        keeping kind: SumKind?
    ) async throws(ServiceFault) -> ObjectEntity {
        guard entity.content.count <= Reception.longest else {
            throw .s3(
                .invalidRequest,
                "The specified copy source is larger than the maximum allowable size for a copy source: "
                    + "\(Reception.longest)"
            )
        }
        let isKept = entity.partSizes.isEmpty && (kind == nil || kind == entity.sum.kind)
        if isKept {
            return ObjectEntity(
                content: entity.content,
                eTag: entity.eTag,
                sum: entity.sum,
                attributes: attributes
            )
        }
        return ObjectEntity(try await Reception.read(entity.content, keeping: kind ?? entity.sum.kind), attributes)
    }
}
