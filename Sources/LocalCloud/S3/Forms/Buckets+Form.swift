import AWSClient
import HTTP
import JSON

extension Buckets {
    /// A browser's form: its policy allows it, or nobody does.
    nonisolated func postObject(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        guard let decoder = FormDecoder(contentType: call.headers["Content-Type"] ?? "") else {
            throw ServiceFault(
                "PreconditionFailed",
                "Bucket POST must be of the enclosure-type multipart/form-data",
                status: 412,
                details: ["Condition": "Bucket POST must be of the enclosure-type multipart/form-data"]
            )
        }
        _ = try await settings(of: call.bucket)
        let (form, arrival) = try await receive(decoder, call)
        let version = try await store(
            NewObject(
                bucket: call.bucket,
                key: form.key,
                entity: ObjectEntity(arrival, try StoredAttributes(form.headers)),
                conditions: try WriteConditions([:]),
                event: "ObjectCreated:Post"
            ),
            CloudRequest(
                web: call.request.web,
                id: call.request.id,
                received: call.request.received,
                caller: form.caller
            )
        )
        return answer(form, version, call, named: try await namesVersions(call.bucket))
    }

    /// The file comes in only when the fields before it have proven that it may.
    private nonisolated func receive(
        _ decoder: FormDecoder,
        _ call: S3Call
    ) async throws(ServiceFault) -> (PostedForm, Arrival) {
        var decoder = decoder
        var opened: (form: PostedForm, reception: Reception)?
        var file: [UInt8] = []
        let source = BodyPieces(call.request.web.body)
        while !decoder.isComplete, case let piece = try await source.next(), !piece.isEmpty {
            file.removeAll(keepingCapacity: true)
            do throws(FormFault) {
                try decoder.take(piece, into: &file)
            } catch {
                throw error.fault
            }
            if opened == nil, decoder.hasReachedFile { opened = try open(decoder, call) }
            try opened?.reception.take(file)
        }
        guard decoder.isComplete, let (form, reception) = opened else { throw .s3(.malformedPOSTRequest) }
        let arrival = try reception.finish()
        guard arrival.content.count >= form.sizes.lowerBound else {
            throw .s3(
                .entityTooSmall,
                nil,
                ["ProposedSize": .integer(arrival.content.count), "MinSizeAllowed": .integer(form.sizes.lowerBound)]
            )
        }
        return (form, arrival)
    }

    private nonisolated func open(
        _ decoder: FormDecoder,
        _ call: S3Call
    ) throws(ServiceFault) -> (PostedForm, Reception) {
        let form = try PostedForm(decoder, bucket: call.bucket, ground: ground, at: call.request.received)
        try ground.allow("s3:PutObject", on: .bucket("\(call.bucket)/\(form.key.text)"), to: form.caller)
        let headers = form.headers
        let terms = BodyTerms(
            sums: try BodyTerms.toldSums(headers),
            md5: try BodyTerms.contentMD5(form.fields["content-md5"]),
            limit: form.sizes.upperBound
        )
        return (form, Reception(terms, into: writer(), keeping: nil))
    }

    private nonisolated func answer(_ form: PostedForm, _ version: ObjectVersion, _ call: S3Call, named: Bool)
        -> WebAnswer
    {
        var headers = stored(version, named: named)
        let eTag = version.entity?.eTag ?? ""
        let location =
            "\(call.request.endpoint)/\(call.bucket)/\(PercentEncoding.encode(form.key.text, keepingSlash: true))"
        headers.add("Location", location)
        if let redirect = form.fields["success_action_redirect"] ?? form.fields["redirect"], redirect.isLink {
            let query = [("bucket", call.bucket), ("key", form.key.text), ("etag", eTag)]
                .map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
            headers["Location"] = "\(redirect)\(redirect.contains("?") ? "&" : "?")\(query)"
            return answers(call).empty(303, headers)
        }
        switch form.fields["success_action_status"] {
        case "200": return answers(call).empty(200, headers)
        case "201":
            return answers(call).document("PostResponse", status: 201, headers: headers) { root in
                root.element("Location", location)
                root.element("Bucket", call.bucket)
                root.element("Key", form.key.text)
                root.element("ETag", eTag)
            }
        default: return answers(call).empty(204, headers)
        }
    }
}

/// A body piece by piece, whatever it is.
private struct BodyPieces {
    private let source: any BodySource

    init(_ body: WebBody) {
        switch body {
        case .none: source = ContentReader(Content())
        case .bytes(let bytes): source = ContentReader(Content(bytes))
        case .stream(let stream, _): source = stream
        }
    }

    func next() async throws(ServiceFault) -> [UInt8] { try await Reception.next(of: source) }
}

extension FormFault {
    fileprivate var fault: ServiceFault {
        switch self {
        case .malformed: .s3(.malformedPOSTRequest)
        case .tooLong:
            ServiceFault(
                "MaxPostPreDataLengthExceeded",
                "Your POST request fields preceding the upload file were too large."
            )
        case .noFile:
            .s3(.invalidArgument, "POST requires exactly one file upload per request.", ["ArgumentName": "file"])
        }
    }
}

extension String {
    /// A redirect that is none is passed over; a line break within one would be a header of somebody else's making.
    fileprivate var isLink: Bool {
        (hasPrefix("http://") || hasPrefix("https://")) && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
