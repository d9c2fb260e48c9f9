/// The bytes of an object or of a part: pieces that lie in memory or in files, one after the other.
///
/// It is a value and its pieces never change, so a copy shares them, and whoever reads goes on reading what it began.
struct Content: Sendable {
    enum Piece: Sendable {
        case memory(ArraySlice<UInt8>)
        case file(ObjectFile, Range<Int>)

        var count: Int {
            switch self {
            case .memory(let bytes): bytes.count
            case .file(_, let range): range.count
            }
        }

        fileprivate func slice(_ range: Range<Int>) -> Piece {
            switch self {
            case .memory(let bytes): .memory(bytes.dropFirst(range.lowerBound).prefix(range.count))
            case .file(let file, let all):
                .file(file, all.lowerBound + range.lowerBound..<all.lowerBound + range.upperBound)
            }
        }
    }

    private(set) var pieces: [Piece] = []
    private(set) var count = 0

    init() {}

    init(_ bytes: [UInt8]) {
        append(.memory(bytes[...]))
    }

    mutating func append(_ piece: Piece) {
        if piece.count == 0 { return }
        pieces.append(piece)
        count += piece.count
    }

    mutating func append(_ content: Content) {
        pieces += content.pieces
        count += content.count
    }

    /// What lies in memory, for contents that are no longer than that.
    var bytesInMemory: [UInt8] {
        pieces.flatMap { piece -> ArraySlice<UInt8> in
            guard case .memory(let bytes) = piece else { return [] }
            return bytes
        }
    }

    /// Of a range that lies within.
    subscript(_ range: Range<Int>) -> Content {
        var result = Content()
        var start = 0
        for piece in pieces {
            let overlap = range.clamped(to: start..<start + piece.count)
            if !overlap.isEmpty { result.append(piece.slice(overlap.lowerBound - start..<overlap.upperBound - start)) }
            start += piece.count
        }
        return result
    }
}
