package import Time

/// A page of an upload's parts, in the order of their numbers.
package struct ListPartsOutput: Sendable, Equatable {
    package let parts: [UploadedPart]
    /// Nil on the last page.
    package let nextPartNumberMarker: Int?
}

/// Which uploads of a bucket are under way.
package struct ListMultipartUploadsInput: Sendable {
    package var bucket: BucketName
    package var prefix: String?
    package var keyMarker: String?
    package var uploadIDMarker: String?
    /// Up to a thousand.
    package var maxUploads: Int?

    package init(bucket: BucketName, prefix: String? = nil) {
        self.bucket = bucket
        self.prefix = prefix
    }
}

/// A page of them.
package struct ListMultipartUploadsOutput: Sendable, Equatable {
    package struct Upload: Sendable, Equatable {
        package let key: String
        package let uploadID: String
        package let initiated: Instant?
    }

    package let uploads: [Upload]
    /// Nil on the last page.
    package let nextKeyMarker: String?
    package let nextUploadIDMarker: String?
}

extension S3 {
    package func listParts(
        of upload: MultipartUpload,
        after marker: Int? = nil,
        maxParts: Int? = nil,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> ListPartsOutput {
        var request = upload.request("GET")
        request.ask("part-number-marker", marker)
        request.ask("max-parts", maxParts)
        let answer = try await read(request, deadline: deadline)
        var parts: [UploadedPart] = []
        for element in answer.all("Part") {
            let number = try Self.required(element.text(at: "PartNumber"), "PartNumber")
            guard let number = Int(number) else { throw .unreadable("a part has no number") }
            let part = UploadedPart(
                number: number,
                eTag: element.text(at: "ETag") ?? "",
                checksums: ObjectChecksum.all(in: element),
                size: element.text(at: "Size").flatMap { Int($0) }
            )
            parts.append(part)
        }
        let next = answer.text(at: "NextPartNumberMarker").flatMap { Int($0) }
        return ListPartsOutput(
            parts: parts,
            nextPartNumberMarker: answer.text(at: "IsTruncated") == "true" ? next : nil
        )
    }

    package func listMultipartUploads(
        _ input: ListMultipartUploadsInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> ListMultipartUploadsOutput {
        var request = S3Request("GET", input.bucket)
        request.query = [("uploads", nil), ("encoding-type", "url")]
        request.ask("prefix", input.prefix)
        request.ask("key-marker", input.keyMarker)
        request.ask("upload-id-marker", input.uploadIDMarker)
        request.ask("max-uploads", input.maxUploads)
        let answer = try await read(request, deadline: deadline)
        let keys = KeyEncoding(answer)
        var uploads: [ListMultipartUploadsOutput.Upload] = []
        for element in answer.all("Upload") {
            let upload = ListMultipartUploadsOutput.Upload(
                key: try keys.key(try Self.required(element.text(at: "Key"), "Key")),
                uploadID: try Self.required(element.text(at: "UploadId"), "UploadId"),
                initiated: element.text(at: "Initiated").flatMap(Instant.init(rfc3339:))
            )
            uploads.append(upload)
        }
        let isTruncated = answer.text(at: "IsTruncated") == "true"
        return ListMultipartUploadsOutput(
            uploads: uploads,
            nextKeyMarker: isTruncated ? try answer.text(at: "NextKeyMarker").map(keys.key) : nil,
            nextUploadIDMarker: isTruncated ? answer.text(at: "NextUploadIdMarker") : nil
        )
    }
}
