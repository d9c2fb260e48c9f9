import AWSClient
import HTTP
import JSON
import Time

extension Buckets {
    /// GetObject and HeadObject, which differ by the body alone.
    nonisolated func getObject(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        let versionID = call.query["versionId"]
        try allowObject(versionID == nil ? "GetObject" : "GetObjectVersion", call)
        let key = try call.key()
        let settings = try await settings(of: call.bucket)
        let found = try await find(key, versionID, in: call.bucket)
        guard let found else { throw try missing(call, versionID) }
        guard let entity = found.entity else { return marker(found, call, versionID) }
        var headers = entity.attributes.headers
        headers.add("Last-Modified", found.modified.rfc1123)
        headers.add("ETag", entity.eTag)
        headers.add("Accept-Ranges", "bytes")
        if settings.versioning != nil { headers.add("x-amz-version-id", found.id) }
        switch call.conditions.verdict(eTag: entity.eTag, modified: found.modified) {
        case .holds: break
        case .isNotModified:
            headers["Content-Type"] = nil
            return answers(call).empty(304, headers)
        case .fails(let name): throw .preconditionFailed(name)
        }
        override(&headers, call)
        return try answer(call, entity, headers)
    }

    private nonisolated func answer(
        _ call: S3Call,
        _ entity: ObjectEntity,
        _ headers: WebHeaders
    ) throws(ServiceFault) -> WebAnswer {
        var headers = headers
        let size = entity.content.count
        let range = try range(call, entity, &headers)
        let isWhole = range == nil
        if isWhole, call.headers["x-amz-checksum-mode"]?.uppercased() == "ENABLED" {
            headers.add(entity.sum.kind.headerName, entity.sum.value)
            headers.add("x-amz-checksum-type", entity.sum.cover.rawValue)
        }
        if let range { headers.add("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)") }
        let content = range.map { entity.content[$0] } ?? entity.content
        headers.add("Content-Length", "\(content.count)")
        let body: WebBody
        if call.request.method == "HEAD" {
            body = .none
        } else if case .memory(let bytes) = content.pieces.first, content.pieces.count == 1 {
            body = .bytes(Array(bytes))
        } else {
            body = content.count == 0 ? .none : .stream(ContentReader(content), length: content.count)
        }
        return WebAnswer(status: isWhole ? 200 : 206, headers: answers(call).withIDs(headers), body: body)
    }

    /// The bytes that are asked for; nil for all of them.
    private nonisolated func range(
        _ call: S3Call,
        _ entity: ObjectEntity,
        _ headers: inout WebHeaders
    ) throws(ServiceFault) -> Range<Int>? {
        let size = entity.content.count
        if let number = try call.partNumber {
            if call.headers["Range"] != nil {
                throw .s3(.invalidRequest, "Cannot specify both Range header and partNumber query parameter")
            }
            let sizes = entity.partSizes.isEmpty ? [size] : entity.partSizes
            guard number <= sizes.count else {
                throw ServiceFault(
                    "InvalidPartNumber",
                    "The requested partnumber is not satisfiable",
                    status: 416,
                    details: ["PartNumberRequested": .integer(number), "ActualPartCount": .integer(sizes.count)]
                )
            }
            if !entity.partSizes.isEmpty { headers.add("x-amz-mp-parts-count", "\(sizes.count)") }
            let start = sizes.prefix(number - 1).reduce(0, +)
            return size == 0 ? nil : start..<start + sizes[number - 1]
        }
        guard let text = call.headers["Range"], let asked = RequestedRange(text) else { return nil }
        guard let range = asked.bytes(of: size) else {
            throw .s3(
                .invalidRange,
                nil,
                ["RangeRequested": .string(text), "ActualObjectSize": .integer(size)]
            )
        }
        return range
    }

    /// Whoever may not list the bucket is not told whether there is such a key.
    private nonisolated func missing(_ call: S3Call, _ versionID: String?) throws(ServiceFault) -> ServiceFault {
        guard ground.permissions.allows("s3:ListBucket", on: .bucket(call.bucket), to: call.request.caller) else {
            return .s3(.accessDenied)
        }
        guard let versionID else { return .s3(.noSuchKey, of: "Key", call.keyText) }
        return .s3(.noSuchVersion, nil, ["Key": .string(call.keyText), "VersionId": .string(versionID)])
    }

    /// The newest is a marker, so there is no object; the marker itself cannot be read.
    private nonisolated func marker(_ marker: ObjectVersion, _ call: S3Call, _ versionID: String?) -> WebAnswer {
        let fault: ServiceFault =
            versionID == nil
            ? .s3(.noSuchKey, of: "Key", call.keyText)
            : .s3(.methodNotAllowed, nil, ["Method": .string(call.request.method), "ResourceType": "DeleteMarker"])
        var answer = answers(call).fault(fault, method: call.request.method, resource: call.resource)
        answer.headers.add("x-amz-delete-marker", "true")
        answer.headers.add("x-amz-version-id", marker.id)
        if versionID != nil {
            answer.headers.add("Allow", "DELETE")
            answer.headers.add("Last-Modified", marker.modified.rfc1123)
        }
        return answer
    }

    private nonisolated func override(_ headers: inout WebHeaders, _ call: S3Call) {
        for (item, name) in [
            ("response-cache-control", "Cache-Control"), ("response-content-disposition", "Content-Disposition"),
            ("response-content-encoding", "Content-Encoding"), ("response-content-language", "Content-Language"),
            ("response-content-type", "Content-Type"), ("response-expires", "Expires"),
        ] {
            if let value = call.query[item] { headers[name] = value }
        }
    }
}
