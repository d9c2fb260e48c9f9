/// A text in which `*` stands for anything; `\*` and `\\` stand for themselves.
struct StarredText: Sendable, Equatable {
    /// What stands between the stars, one more than there are stars.
    private let pieces: [[UInt8]]

    init(_ text: String) throws(PatternFault) {
        var pieces: [[UInt8]] = [[]]
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "\\"):
                guard let escaped = bytes.next(), escaped == UInt8(ascii: "*") || escaped == UInt8(ascii: "\\") else {
                    throw PatternFault("Invalid escape character in wildcard")
                }
                pieces[pieces.count - 1].append(escaped)
            case UInt8(ascii: "*"):
                if pieces.count > 1, pieces[pieces.count - 1].isEmpty {
                    throw PatternFault("Consecutive wildcard characters in wildcard")
                }
                pieces.append([])
            case let other: pieces[pieces.count - 1].append(other)
            }
        }
        self.pieces = pieces
    }

    /// The earliest place of each piece is as good as any, so that nothing is looked at twice over.
    func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = pieces.first, let last = pieces.last else { return false }
        guard pieces.count > 1 else { return bytes == first }
        guard bytes.count >= first.count + last.count, bytes.starts(with: first), bytes.suffix(last.count) == last[...]
        else { return false }
        var rest = bytes[first.count..<(bytes.count - last.count)]
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let place = rest.firstPlace(of: piece) else { return false }
            rest = rest[(place + piece.count)...]
        }
        return true
    }
}

extension ArraySlice<UInt8> {
    fileprivate func firstPlace(of piece: [UInt8]) -> Int? {
        guard count >= piece.count else { return nil }
        return (startIndex...(endIndex - piece.count)).first { self[$0..<($0 + piece.count)] == piece[...] }
    }
}
