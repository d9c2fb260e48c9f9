import AWSClient
import HTTP
import Time

extension Buckets {
    nonisolated func listParts(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("ListMultipartUploadParts", call)
        let upload = try await upload(call)
        let marker = try call.number("part-number-marker", in: 0...10_000, or: 0)
        let limit = try call.number("max-parts", in: 0...1_000, or: 1_000)
        let numbers = upload.parts.keys.filter { $0 > marker }.sorted()
        let page = numbers.prefix(limit)
        return answers(call).document("ListPartsResult") { root in
            root.element("Bucket", call.bucket)
            root.element("Key", call.keyText)
            root.element("UploadId", upload.id)
            root.element("PartNumberMarker", "\(marker)")
            root.element("NextPartNumberMarker", "\(page.last ?? 0)")
            root.element("MaxParts", "\(limit)")
            root.element("IsTruncated", "\(page.count < numbers.count)")
            for number in page {
                guard let part = upload.parts[number] else { continue }
                root.element("Part") { element in
                    element.element("PartNumber", "\(number)")
                    element.element("LastModified", part.modified.rfc3339)
                    element.element("ETag", part.eTag)
                    element.element("Size", "\(part.content.count)")
                    element.element(part.sum.kind.elementName, part.sum.value)
                }
            }
            root.element("StorageClass", upload.attributes.storageClass)
            root.element("ChecksumAlgorithm", upload.sums.kind.rawValue)
            root.element("ChecksumType", upload.sums.cover.rawValue)
        }
    }

    nonisolated func listMultipartUploads(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("ListBucketMultipartUploads", call)
        if let delimiter = call.query["delimiter"], !delimiter.isEmpty {
            throw .notEmulated("A delimiter in ListMultipartUploads")
        }
        let limit = try call.number("max-uploads", in: 1...1_000, or: 1_000)
        let prefix = call.query["prefix"] ?? ""
        let found = try await uploads(
            prefix: prefix,
            after: call.query["key-marker"] ?? "",
            call.query["upload-id-marker"],
            in: call.bucket
        )
        let page = found.prefix(limit)
        let spelling = try Spelling(call)
        return answers(call).document("ListMultipartUploadsResult") { root in
            root.element("Bucket", call.bucket)
            root.element("KeyMarker", spelling.of(call.query["key-marker"] ?? ""))
            root.element("UploadIdMarker", call.query["upload-id-marker"] ?? "")
            root.element("Prefix", spelling.of(prefix))
            root.element("EncodingType", spelling.name)
            root.element("MaxUploads", "\(limit)")
            root.element("IsTruncated", "\(page.count < found.count)")
            if page.count < found.count {
                root.element("NextKeyMarker", page.last.map { spelling.of($0.key.text) })
                root.element("NextUploadIdMarker", page.last?.id)
            }
            for upload in page {
                root.element("Upload") {
                    $0.element("Key", spelling.of(upload.key.text))
                    $0.element("UploadId", upload.id)
                    $0.element("StorageClass", upload.attributes.storageClass)
                    $0.element("Initiated", upload.initiated.rfc3339)
                    $0.element("ChecksumAlgorithm", upload.sums.kind.rawValue)
                    $0.element("ChecksumType", upload.sums.cover.rawValue)
                }
            }
        }
    }

    /// By key, and those of one key as they were begun.
    private func uploads(
        prefix: String,
        after keyMarker: String,
        _ idMarker: String?,
        in name: String
    ) throws(ServiceFault) -> [Upload] {
        let bucket = try bucket(name)
        let marked = idMarker.flatMap { bucket.uploads[$0] }
        return bucket.uploads.values.filter { upload in
            guard upload.key.text.utf8.starts(with: prefix.utf8) else { return false }
            if keyMarker.utf8.elementsEqual(upload.key.text.utf8) {
                return keyMarker.isEmpty || (marked.map { upload.order > $0.order } ?? false)
            }
            return keyMarker.utf8.lexicographicallyPrecedes(upload.key.text.utf8)
        }.sorted { left, right in
            if left.key == right.key { return left.order < right.order }
            return left.key.text.utf8.lexicographicallyPrecedes(right.key.text.utf8)
        }
    }
}
