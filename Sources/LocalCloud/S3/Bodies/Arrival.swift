import AWSClient
import Crypto
import Encoding
import HTTP

/// Bytes that have come whole, and are what they were said to be.
struct Arrival: Sendable {
    let content: Content
    let md5: [UInt8]
    /// The sum that is kept with them.
    let sum: StoredSum

    /// The quoted hex that S3 calls an entity tag.
    var eTag: String { "\"\(Hex.encode(md5))\"" }
}

/// Takes a body in, and finds out on the way what it is.
struct Reception {
    private var terms: BodyTerms
    private var writer: ContentWriter
    private var md5 = MD5()
    private var hash: SHA256?
    private var sums: [SumKind: RunningSum]
    private let kept: SumKind
    private var decoded: [UInt8] = []

    /// `kept` is the sum to keep, where the sender names none; a part of an upload must have the upload's.
    init(_ terms: BodyTerms, into writer: ContentWriter, keeping kept: SumKind?) {
        self.terms = terms
        self.writer = writer
        self.kept = kept ?? terms.trailing ?? terms.sums.first?.kind ?? .crc64NVME
        let kinds = Set([self.kept] + terms.sums.map(\.kind) + (terms.trailing.map { [$0] } ?? []))
        sums = Dictionary(uniqueKeysWithValues: kinds.map { ($0, RunningSum($0)) })
        if case .plain(.some) = terms.form { hash = SHA256() }
    }

    /// All of a body.
    static func take(
        _ body: WebBody,
        _ terms: BodyTerms,
        into writer: ContentWriter,
        keeping kept: SumKind? = nil
    ) async throws(ServiceFault) -> Arrival {
        var reception = Reception(terms, into: writer, keeping: kept)
        switch body {
        case .none: break
        case .bytes(let bytes): try reception.take(bytes)
        case .stream(let source, _):
            while case let piece = try await next(of: source), !piece.isEmpty { try reception.take(piece) }
        }
        return try reception.finish()
    }

    static func next(of source: any BodySource) async throws(ServiceFault) -> [UInt8] {
        do {
            return try await source.next(atMost: 65_536)
        } catch {
            throw .s3(.incompleteBody)
        }
    }

    mutating func take(_ piece: [UInt8]) throws(ServiceFault) {
        guard case .chunked(var decoder) = terms.form else { return try store(piece) }
        // Taken out of the terms while it works, so that it is not copied for each piece.
        terms.form = .plain(nil)
        decoded.removeAll(keepingCapacity: true)
        do throws(ChunkFault) {
            try decoder.take(piece, into: &decoded)
        } catch {
            throw error.fault
        }
        terms.form = .chunked(decoder)
        try store(decoded)
    }

    private mutating func store(_ bytes: [UInt8]) throws(ServiceFault) {
        if bytes.isEmpty { return }
        let length = terms.length ?? terms.limit
        if length > terms.limit || writer.count + bytes.count > terms.limit { throw .s3(.entityTooLarge) }
        if writer.count + bytes.count > length { throw .s3(.incompleteBody) }
        md5.update(bytes)
        hash?.update(bytes)
        for kind in SumKind.allCases { sums[kind]?.update(bytes) }
        try writer.append(bytes)
    }

    consuming func finish() throws(ServiceFault) -> Arrival {
        var told = terms.sums
        if case .chunked(let decoder) = terms.form {
            guard decoder.isComplete else { throw .s3(.incompleteBody) }
            if let kind = terms.trailing {
                guard let value = decoder.trailer[kind.headerName], kind.bytes(of: value) != nil else {
                    throw .s3(.malformedTrailer)
                }
                told.append((kind, value))
            }
        }
        if let length = terms.length, length != writer.count { throw .s3(.incompleteBody) }
        if case .plain(let claimed?) = terms.form, let found = hash?.finish(), found != claimed {
            throw .wrongPayloadHash(claimed.hex, found: found.hex)
        }
        let digest = md5.finish()
        if let expected = terms.md5, expected != digest {
            throw .s3(.badDigest, "The Content-MD5 you specified did not match what we received.")
        }
        for (kind, value) in told where sums[kind].map({ Base64.encode($0.bytes) }) != value {
            throw .s3(.badDigest, "The \(kind.rawValue) you specified did not match the calculated checksum.")
        }
        let value = Base64.encode(sums[kept]?.bytes ?? [])
        return Arrival(content: try writer.finish(), md5: digest, sum: StoredSum(kept, value))
    }

    /// 5 GiB, the most that one request may store.
    static let longest = 5 << 30
}

extension ChunkFault {
    fileprivate var fault: ServiceFault {
        switch self {
        case .malformed:
            .s3(.incompleteBody, "The request body is not in the chunks that were announced.")
        case .wrongSignature:
            ServiceFault(
                "SignatureDoesNotMatch",
                "The chunk signature we calculated does not match the one that was sent.",
                status: 403
            )
        }
    }
}

extension Reception {
    /// What bytes are that are stored already; they are read for it, and not stored again.
    static func read(_ content: Content, keeping kind: SumKind) async throws(ServiceFault) -> Arrival {
        var md5 = MD5()
        var sum = RunningSum(kind)
        let reader = ContentReader(content)
        while case let piece = try await next(of: reader), !piece.isEmpty {
            md5.update(piece)
            sum.update(piece)
        }
        return Arrival(content: content, md5: md5.finish(), sum: StoredSum(kind, Base64.encode(sum.bytes)))
    }
}
