package import AWSClient
import Crypto
package import HTTP

/// Takes the chunks of `aws-chunked` apart, and checks the signature of each.
///
/// It is a value that is fed pieces of any size. What it gives out of a signed chunk is proven only at the chunk's end,
/// so nothing may be made of it before `isComplete`.
package struct ChunkDecoder: Sendable {
    private enum Place {
        case head, data(left: Int), dataEnd, trailer, end
    }

    private var place = Place.head
    private var line: [UInt8] = []
    private var signatures: ChunkSignatures?
    private var hash = SHA256()
    private var claimed = ""
    private let hasTrailer: Bool
    /// The lines of the trailer as they are signed, and its fields.
    private var trailerText = ""
    package private(set) var trailer = WebHeaders()

    /// Without a seed, chunks are not signed; without a trailer, an empty line is all that follows the last chunk.
    package init(after seed: SeedSignature?, hasTrailer: Bool) {
        signatures = seed.map { ChunkSignatures(after: $0) }
        self.hasTrailer = hasTrailer
    }

    package var isComplete: Bool {
        if case .end = place { true } else { false }
    }

    /// Appends the bytes that the piece carries.
    package mutating func take(_ piece: [UInt8], into bytes: inout [UInt8]) throws(ChunkFault) {
        var rest = piece[...]
        while !rest.isEmpty {
            switch place {
            case .head: if try takeLine(of: &rest) { try beginChunk() }
            case .data(let left): takeData(of: &rest, left, into: &bytes)
            case .dataEnd: if try takeLine(of: &rest) { try endChunk() }
            case .trailer: if try takeLine(of: &rest) { try takeField() }
            case .end: throw .malformed
            }
        }
    }

    /// True when the line is whole; its end is not in it.
    private mutating func takeLine(of rest: inout ArraySlice<UInt8>) throws(ChunkFault) -> Bool {
        let end = rest.firstIndex(of: UInt8(ascii: "\n"))
        line += rest[..<(end ?? rest.endIndex)]
        guard line.count <= Self.longestLine else { throw .malformed }
        guard let end else {
            rest = []
            return false
        }
        rest = rest[(end + 1)...]
        guard line.popLast() == UInt8(ascii: "\r") else { throw .malformed }
        return true
    }

    private mutating func beginChunk() throws(ChunkFault) {
        let fields = line.split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
        let digits = String(decoding: fields[0], as: UTF8.self)
        guard (1...Self.longestSize).contains(fields[0].count), fields[0].allSatisfy(\.isHexDigit),
            let size = Int(digits, radix: 16)
        else { throw .malformed }
        if signatures != nil {
            guard fields.count == 2, fields[1].starts(with: Self.signatureField) else { throw .malformed }
            claimed = String(decoding: fields[1].dropFirst(Self.signatureField.count), as: UTF8.self)
        }
        line.removeAll(keepingCapacity: true)
        if size > 0 {
            hash = SHA256()
            place = .data(left: size)
        } else {
            try check(SHA256.digest(of: []))
            place = .trailer
        }
    }

    private mutating func takeData(of rest: inout ArraySlice<UInt8>, _ left: Int, into bytes: inout [UInt8]) {
        let data = rest.prefix(left)
        rest = rest.dropFirst(data.count)
        bytes += data
        if signatures != nil { data.withUnsafeBytes { hash.update($0) } }
        place = data.count == left ? .dataEnd : .data(left: left - data.count)
    }

    private mutating func endChunk() throws(ChunkFault) {
        guard line.isEmpty else { throw .malformed }
        try check(hash.finish())
        place = .head
    }

    private mutating func check(_ hash: SHA256Digest) throws(ChunkFault) {
        guard let expected = signatures?.next(hash: hash) else { return }
        guard ConstantTime.equal(Array(expected.utf8), Array(claimed.utf8)) else { throw .wrongSignature }
    }

    /// A line behind the last chunk; an empty one ends it all.
    private mutating func takeField() throws(ChunkFault) {
        defer { line.removeAll() }
        if line.isEmpty { return try endTrailer() }
        guard hasTrailer, trailer.fields.count < Self.mostFields,
            let colon = line.firstIndex(of: UInt8(ascii: ":")), let text = String(validating: line, as: UTF8.self)
        else { throw .malformed }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        let value = String(decoding: line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        trailer.add(name, value)
        if name != Self.trailerSignature { trailerText += text + "\n" }
    }

    private mutating func endTrailer() throws(ChunkFault) {
        if hasTrailer, let expected = signatures?.trailer(trailerText) {
            let claimed = trailer[Self.trailerSignature] ?? ""
            guard ConstantTime.equal(Array(expected.utf8), Array(claimed.utf8)) else { throw .wrongSignature }
        }
        place = .end
    }

    private static let signatureField = Array("chunk-signature=".utf8)
    private static let trailerSignature = "x-amz-trailer-signature"
    /// A size, a signature and what little else a chunk may be said to have.
    private static let longestLine = 1_024
    /// Digits: a chunk is no longer than an object.
    private static let longestSize = 10
    /// One sum and its signature; a few more do no harm.
    private static let mostFields = 8
}

/// Why chunks are not what was announced.
package enum ChunkFault: Error, Sendable, Equatable {
    case malformed
    case wrongSignature
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
