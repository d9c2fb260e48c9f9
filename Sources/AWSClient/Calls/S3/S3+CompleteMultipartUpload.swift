import HTTP
package import Time

/// The parts that make the object, and what must be true of it.
package struct CompleteMultipartUploadInput: Sendable {
    package var upload: MultipartUpload
    /// In the order of their numbers, which may have gaps.
    package var parts: [UploadedPart]
    /// Of the whole object, where its sender reckoned it.
    package var checksum: ObjectChecksum?
    /// In bytes; S3 refuses parts that make another.
    package var objectSize: Int?
    package var ifNoneMatch: String?
    package var ifMatch: String?

    package init(_ upload: MultipartUpload, parts: [UploadedPart]) {
        self.upload = upload
        self.parts = parts
    }
}

extension S3 {
    /// Makes the object of its parts.
    ///
    /// It is tried again where no answer came: S3 answers as before to whoever completes twice. `.noSuchUpload` after
    /// that may mean that the first try did it.
    package func completeMultipartUpload(
        _ input: CompleteMultipartUploadInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> StoredObject {
        var request = input.upload.request("POST")
        request.say("Content-Type", "application/xml")
        request.say("x-amz-mp-object-size", input.objectSize.map { "\($0)" })
        if let checksum = input.checksum {
            request.say(checksum.header.name, checksum.header.value)
            request.say("x-amz-checksum-type", checksum.cover == .fullObject ? "FULL_OBJECT" : "COMPOSITE")
        }
        request.say("If-None-Match", input.ifNoneMatch)
        request.say("If-Match", input.ifMatch)
        request.content = .bytes(document(input.parts))
        return try Self.stored(try await send(request, deadline: deadline))
    }

    private func document(_ parts: [UploadedPart]) -> [UInt8] {
        XMLWriter.document("CompleteMultipartUpload") { root in
            for part in parts {
                root.element("Part") { element in
                    element.element("ETag", part.eTag)
                    for checksum in part.checksums { element.element("Checksum\(checksum.algorithm)", checksum.value) }
                    element.element("PartNumber", "\(part.number)")
                }
            }
        }
    }
}
