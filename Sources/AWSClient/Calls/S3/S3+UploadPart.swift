import HTTP
package import Time

/// A part that S3 has taken, as the completion has to name it.
package struct UploadedPart: Sendable, Hashable {
    /// From 1 to 10,000.
    package let number: Int
    package let eTag: String
    package let checksums: [ObjectChecksum]
    /// Nil where only a listing would tell it.
    package let size: Int?

    package init(number: Int, eTag: String, checksums: [ObjectChecksum] = [], size: Int? = nil) {
        self.number = number
        self.eTag = eTag
        self.checksums = checksums
        self.size = size
    }
}

extension S3 {
    package static let partNumbers = 1...10_000

    /// Uploads one part; the same number again takes the place of the first.
    package func uploadPart(
        _ number: Int,
        of upload: MultipartUpload,
        body: CallContent,
        checksum: RequestChecksum = .usual,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> UploadedPart {
        var request = try partRequest(number, of: upload)
        request.content = body
        request.guardContent(by: checksum, use: settings.requestChecksums)
        let headers = try await send(request, deadline: deadline).head.headers
        return UploadedPart(
            number: number,
            eTag: try Self.required(headers["ETag"], "ETag"),
            checksums: ObjectChecksum.all(in: headers)
        )
    }

    /// Makes a part of what is in S3 already: of the whole source, or of some of its bytes.
    package func uploadPartCopy(
        _ number: Int,
        of upload: MultipartUpload,
        from source: CopySource,
        range: ClosedRange<Int>? = nil,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> UploadedPart {
        var request = try partRequest(number, of: upload)
        request.copy(from: source)
        request.say("x-amz-copy-source-range", range.map { ByteRange.bounds($0).header })
        let answer = try await read(request, deadline: deadline)
        return UploadedPart(
            number: number,
            eTag: try Self.required(answer.text(at: "ETag"), "ETag"),
            checksums: ObjectChecksum.all(in: answer)
        )
    }

    private func partRequest(_ number: Int, of upload: MultipartUpload) throws(S3Failure) -> S3Request {
        guard Self.partNumbers.contains(number) else { throw .invalid(.partNumber(number)) }
        var request = upload.request("PUT")
        request.ask("partNumber", number)
        return request
    }
}
