import AWSClient
import HTTP
import Time

extension Buckets {
    nonisolated func createMultipartUpload(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("PutObject", call)
        let sums = try UploadSums(
            algorithm: call.headers["x-amz-checksum-algorithm"],
            type: call.headers["x-amz-checksum-type"]
        )
        let id = try await begin(call, try call.key(), try StoredAttributes(call.headers), sums)
        var headers: WebHeaders = ["x-amz-server-side-encryption": "AES256"]
        if sums.isChosen {
            headers.add("x-amz-checksum-algorithm", sums.kind.rawValue)
            headers.add("x-amz-checksum-type", sums.cover.rawValue)
        }
        return answers(call).document("InitiateMultipartUploadResult", headers: headers) { root in
            root.element("Bucket", call.bucket)
            root.element("Key", call.keyText)
            root.element("UploadId", id)
        }
    }

    nonisolated func uploadPart(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("PutObject", call)
        let number = try partNumber(of: call)
        let upload = try await upload(call)
        let terms = try BodyTerms(call.request, call.headers)
        if upload.sums.isChosen, let kind = terms.trailing ?? terms.sums.first?.kind, kind != upload.sums.kind {
            throw .s3(
                .invalidRequest,
                "Checksum Type mismatch occurred, expected checksum Type: \(upload.sums.kind.rawValue.lowercased()), "
                    + "actual checksum Type: \(kind.rawValue.lowercased())"
            )
        }
        let arrival = try await Reception.take(call.request.web.body, terms, into: writer(), keeping: upload.sums.kind)
        let part = try await add(arrival, number, call)
        return answers(call).empty(
            200,
            [
                "ETag": part.eTag, part.sum.kind.headerName: part.sum.value, "x-amz-server-side-encryption": "AES256",
            ]
        )
    }

    nonisolated func uploadPartCopy(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("PutObject", call)
        let number = try partNumber(of: call)
        let upload = try await upload(call)
        let origin = try await origin(of: call).origin
        let range = try copyRange(call, origin.entity.content.count)
        guard range.count <= Reception.longest else { throw .s3(.entityTooLarge) }
        let arrival = try await Reception.read(origin.entity.content[range], keeping: upload.sums.kind)
        let part = try await add(arrival, number, call)
        var headers: WebHeaders = ["x-amz-server-side-encryption": "AES256"]
        if origin.isNamed { headers.add("x-amz-copy-source-version-id", origin.version.id) }
        return answers(call).document("CopyPartResult", headers: headers) { root in
            root.element("LastModified", part.modified.rfc3339)
            root.element("ETag", part.eTag)
            root.element(part.sum.kind.elementName, part.sum.value)
        }
    }

    func abortMultipartUpload(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("AbortMultipartUpload", call)
        let upload = try upload(call)
        try bucket(call.bucket).uploads[upload.id] = nil
        try await commit(JournalChange.forget(upload), removing: upload.parts.values.map(\.content))
        return answers(call).empty(204)
    }

    /// The upload that a request names, if it is one of that key.
    func upload(_ call: S3Call) throws(ServiceFault) -> Upload {
        let id = call.query["uploadId"] ?? ""
        guard let upload = try bucket(call.bucket).uploads[id], upload.key == (try call.key()) else {
            throw .s3(.noSuchUpload, of: "UploadId", id)
        }
        return upload
    }

    private func begin(
        _ call: S3Call,
        _ key: ObjectKey,
        _ attributes: StoredAttributes,
        _ sums: UploadSums
    ) async throws(ServiceFault) -> String {
        let bucket = try bucket(call.bucket)
        let upload = Upload(
            id: newVersionID() + newVersionID(),
            key: key,
            initiated: ground.clock.now,
            attributes: attributes,
            sums: sums,
            order: nextOrder()
        )
        bucket.uploads[upload.id] = upload
        try await commit([.keep(upload, in: bucket.name)])
        return upload.id
    }

    private func add(_ arrival: Arrival, _ number: Int, _ call: S3Call) async throws(ServiceFault) -> Upload.Part {
        // The upload may have ended while the part came.
        let upload = try upload(call)
        let part = Upload.Part(
            content: arrival.content,
            md5: arrival.md5,
            sum: arrival.sum,
            modified: ground.clock.now
        )
        try bucket(call.bucket).uploads[upload.id]?.parts[number] = part
        let row: [JournalChange] = ground.journal.isKept ? [.keep(part, number, of: upload.id)] : []
        try await commit(row, removing: upload.parts[number].map { [$0.content] } ?? [])
        return part
    }

    private nonisolated func partNumber(of call: S3Call) throws(ServiceFault) -> Int {
        guard let number = try call.partNumber else {
            throw .s3(.invalidArgument, "This operation does not accept a query-string without a partNumber.")
        }
        return number
    }

    private nonisolated func copyRange(_ call: S3Call, _ size: Int) throws(ServiceFault) -> Range<Int> {
        guard let text = call.headers["x-amz-copy-source-range"] else { return 0..<size }
        guard case .bounds(let first, let last) = RequestedRange(text) else {
            throw .s3(
                .invalidArgument,
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
                    + "zero-based offsets of the first and last bytes to copy"
            )
        }
        guard last < size else {
            throw .s3(.invalidArgument, "Range specified is not valid for source object of size: \(size)")
        }
        return first..<last + 1
    }
}
