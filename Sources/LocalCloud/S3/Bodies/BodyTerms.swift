import AWSClient
import Crypto
import Encoding
import HTTP

/// What a request says of its own body, by which the body is read and checked.
struct BodyTerms {
    enum Form {
        case plain(SHA256Digest?)
        case chunked(ChunkDecoder)
    }

    var form: Form
    /// Of what is stored, without the chunks around it.
    let length: Int?
    let md5: [UInt8]?
    /// The sums that were told before the body.
    var sums: [(kind: SumKind, value: String)]
    /// The sum that comes behind it.
    let trailing: SumKind?
    let limit: Int

    /// Of a form's file, which has no head of its own.
    init(sums: [(kind: SumKind, value: String)], md5: [UInt8]?, limit: Int) {
        form = .plain(nil)
        length = nil
        self.md5 = md5
        self.sums = sums
        trailing = nil
        self.limit = limit
    }

    /// `headers` may be more than were sent as such: a presigned URL has some in its query.
    init(_ request: CloudRequest, _ headers: WebHeaders, limit: Int = Reception.longest) throws(ServiceFault) {
        self.limit = limit
        let payload = headers["x-amz-content-sha256"] ?? Payload.unsigned.text
        trailing = try Self.trailingSum(headers)
        form = try Self.form(payload, seed: request.seed, hasTrailer: headers["x-amz-trailer"] != nil)
        if case .chunked = form {
            guard let told = headers["x-amz-decoded-content-length"] else {
                throw .s3(.missingContentLength)
            }
            guard let count = Int(told), count >= 0 else {
                throw .s3(.invalidArgument, "x-amz-decoded-content-length is no number")
            }
            length = count
        } else {
            length = try Self.plainLength(request.web)
        }
        md5 = try Self.contentMD5(headers["Content-MD5"])
        sums = try Self.toldSums(headers)
    }

    private static func form(_ payload: String, seed: SeedSignature?, hasTrailer: Bool) throws(ServiceFault) -> Form {
        switch payload {
        case Payload.unsigned.text: return .plain(nil)
        case Payload.signedChunks(trailer: false).text, Payload.signedChunks(trailer: true).text:
            let announces = payload == Payload.signedChunks(trailer: true).text
            return .chunked(ChunkDecoder(after: seed, hasTrailer: announces))
        case Payload.unsignedChunksWithTrailer.text:
            return .chunked(ChunkDecoder(after: nil, hasTrailer: hasTrailer))
        default:
            guard let hash = SHA256Digest(hex: payload) else {
                throw .s3(
                    .invalidArgument,
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid "
                        + "sha256 value."
                )
            }
            return .plain(hash)
        }
    }

    private static func plainLength(_ web: WebRequest) throws(ServiceFault) -> Int {
        let told = web.headers["Content-Length"]
        let found: Int? =
            switch web.body {
            case .none: 0
            case .bytes(let bytes): bytes.count
            case .stream(_, let length): length
            }
        guard let told else {
            guard let found else { throw .s3(.missingContentLength) }
            return found
        }
        guard let count = Int(told), count >= 0 else { throw .s3(.invalidArgument, "Content-Length is no number") }
        return count
    }

    static func contentMD5(_ text: String?) throws(ServiceFault) -> [UInt8]? {
        guard let text else { return nil }
        guard let bytes = Base64.decode(text), bytes.count == 16 else { throw .s3(.invalidDigest) }
        return bytes
    }

    static func toldSums(_ headers: WebHeaders) throws(ServiceFault) -> [(kind: SumKind, value: String)] {
        var sums: [(kind: SumKind, value: String)] = []
        for field in headers.fields {
            guard let kind = SumKind(headerName: field.name) else { continue }
            guard kind.bytes(of: field.value) != nil else {
                throw .s3(.invalidRequest, "Value for \(kind.headerName) header is invalid.")
            }
            sums.append((kind, field.value))
        }
        guard sums.count <= 1 else {
            throw .s3(
                .invalidRequest,
                "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
            )
        }
        return sums
    }

    private static func trailingSum(_ headers: WebHeaders) throws(ServiceFault) -> SumKind? {
        guard let name = headers["x-amz-trailer"] else { return nil }
        guard let kind = SumKind(headerName: name) else {
            throw .s3(.invalidRequest, "The value specified in the x-amz-trailer header is not supported")
        }
        return kind
    }
}
