import AWSClient
import Crypto
import Encoding
import HTTP
import JSON

/// What a completion says must be true of the object.
struct Completion: Sendable {
    struct Part: Sendable {
        let number: Int
        let eTag: String
        /// The sum of the upload's kind, where it is named.
        let sum: String?
    }

    let parts: [Part]
    let size: Int?
    let sums: [SumKind: String]
    let conditions: WriteConditions

    init(_ document: XMLElement, _ call: S3Call, _ kind: SumKind) throws(ServiceFault) {
        var parts: [Part] = []
        for element in document.all("Part") {
            guard let number = element.text(at: "PartNumber").flatMap({ Int($0) }),
                let eTag = element.text(at: "ETag")
            else { throw .s3(.malformedXML) }
            parts.append(Part(number: number, eTag: eTag, sum: element.text(at: kind.elementName)))
        }
        guard (1...10_000).contains(parts.count) else { throw .s3(.malformedXML) }
        for (part, next) in zip(parts, parts.dropFirst()) where part.number >= next.number {
            throw .s3(.invalidPartOrder)
        }
        self.parts = parts
        size = call.headers["x-amz-mp-object-size"].flatMap { Int($0) }
        // These are of the object that is to be, not of the list of its parts.
        var sums: [SumKind: String] = [:]
        for kind in SumKind.allCases { sums[kind] = call.headers[kind.headerName] }
        self.sums = sums
        conditions = try WriteConditions(call.headers)
    }
}

extension Buckets {
    nonisolated func completeMultipartUpload(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allowObject("PutObject", call)
        var terms = try BodyTerms(call.request, call.headers, limit: Self.longestDocument)
        terms.sums = []
        let document = try await document(call, root: "CompleteMultipartUpload", terms)
        let version = try await complete(call, document)
        guard let entity = version.entity else { throw .s3(.noSuchUpload) }
        var headers: WebHeaders = ["x-amz-server-side-encryption": "AES256"]
        if try await namesVersions(call.bucket) { headers.add("x-amz-version-id", version.id) }
        return answers(call).document("CompleteMultipartUploadResult", headers: headers) { root in
            root.element("Location", "\(call.request.endpoint)\(call.resource)")
            root.element("Bucket", call.bucket)
            root.element("Key", call.keyText)
            root.element("ETag", entity.eTag)
            root.element(entity.sum.kind.elementName, entity.sum.value)
            root.element("ChecksumType", entity.sum.cover.rawValue)
        }
    }

    private func complete(_ call: S3Call, _ document: XMLElement) async throws(ServiceFault) -> ObjectVersion {
        let bucket = try bucket(call.bucket)
        let id = call.query["uploadId"] ?? ""
        if bucket.uploads[id] == nil, let before = completed[id], before.key == (try call.key()) { return before }
        let upload = try upload(call)
        let completion = try Completion(document, call, upload.sums.kind)
        let entity = try entity(of: upload, completion)
        let object = NewObject(
            bucket: call.bucket,
            key: upload.key,
            entity: entity,
            conditions: completion.conditions,
            event: "ObjectCreated:CompleteMultipartUpload"
        )
        let (version, made) = try put(object, call.request)
        var change = made
        bucket.uploads[id] = nil
        completed.add(version, of: id)
        change.changes += JournalChange.forget(upload)
        try await commit(change.changes, removing: change.removed + upload.parts.values.map(\.content))
        await keep(change.events)
        return version
    }

    private func entity(of upload: Upload, _ completion: Completion) throws(ServiceFault) -> ObjectEntity {
        var content = Content()
        var digests: [UInt8] = []
        var sums: [(sum: [UInt8], count: Int)] = []
        for (index, named) in completion.parts.enumerated() {
            let part = try part(named, of: upload, isLast: index == completion.parts.count - 1)
            content.append(part.content)
            digests += part.md5
            sums.append((Base64.decode(part.sum.value) ?? [], part.content.count))
        }
        if let size = completion.size, size != content.count {
            throw .s3(
                .invalidRequest,
                "The provided 'x-amz-mp-object-size' header value \(size) does not match what was computed: "
                    + "\(content.count)"
            )
        }
        let sum = StoredSum(upload.sums.kind, upload.sums.cover, ofParts: sums)
        // A composite sum may be told with the number of its parts or without.
        let bare = sum.value.split(separator: "-").first.map(String.init)
        for kind in SumKind.allCases {
            guard let told = completion.sums[kind] else { continue }
            guard kind == sum.kind, told == sum.value || told == bare else {
                throw .s3(
                    .badDigest,
                    "The \(kind.rawValue) you specified did not match the calculated checksum."
                )
            }
        }
        return ObjectEntity(
            content: content,
            eTag: "\"\(Hex.encode(MD5.digest(of: digests)))-\(completion.parts.count)\"",
            sum: sum,
            partSizes: sums.map(\.count),
            attributes: upload.attributes
        )
    }

    private func part(
        _ named: Completion.Part,
        of upload: Upload,
        isLast: Bool
    ) throws(ServiceFault) -> Upload.Part {
        guard let part = upload.parts[named.number], Conditions.matches(named.eTag, part.eTag) else {
            throw .s3(
                .invalidPart,
                nil,
                [
                    "UploadId": .string(upload.id), "PartNumber": .integer(named.number), "ETag": .string(named.eTag),
                ]
            )
        }
        if let sum = named.sum, sum != part.sum.value {
            throw .s3(.invalidPart, of: "PartNumber", "\(named.number)")
        }
        if named.sum == nil, upload.sums.isChosen, upload.sums.cover == .composite {
            let kind = upload.sums.kind.rawValue.lowercased()
            throw .s3(
                .invalidRequest,
                "The upload was created using a \(kind) checksum. The complete request must include the checksum for "
                    + "each part. It was missing for part \(named.number) in the request."
            )
        }
        guard isLast || part.content.count >= Self.leastPart else {
            throw .s3(
                .entityTooSmall,
                nil,
                [
                    "ProposedSize": .integer(part.content.count), "MinSizeAllowed": .integer(Self.leastPart),
                    "PartNumber": .integer(named.number), "ETag": .string(part.eTag),
                ]
            )
        }
        return part
    }

    /// All parts but the last have at least 5 MiB.
    private static let leastPart = 5 << 20
}
