import JSON

/// Puts earlier answers in where a later request speaks of them: `{{1.id}}` is the member `id` of the first answer.
struct AnswerFiller {
    /// In the order of the requests; nil where one was not answered, or by no JSON.
    let answers: [JSONValue?]

    /// A text that is one such mark and nothing else becomes whatever the answer holds.
    func filled(_ value: JSONValue) throws(UnansweredMark) -> JSONValue {
        switch value {
        case .string(let text): return try filled(text)
        case .array(let list):
            var filled: [JSONValue] = []
            for element in list { filled.append(try self.filled(element)) }
            return .array(filled)
        case .object(let object):
            var filled: [(String, JSONValue)] = []
            for member in object.members { filled.append((member.key, try self.filled(member.value))) }
            return .object(JSONObject(filled))
        case .null, .bool, .number: return value
        }
    }

    private func filled(_ text: String) throws(UnansweredMark) -> JSONValue {
        let pieces = AnswerMark.pieces(of: text)
        if pieces.count == 1, case .mark(let mark)? = pieces.first { return try value(of: mark) }
        var filled: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .literal(let bytes): filled += bytes
            case .mark(let mark):
                let value = try value(of: mark)
                filled += value.string.map { Array($0.utf8) } ?? value.bytes()
            }
        }
        return .string(String(decoding: filled, as: UTF8.self))
    }

    private func value(of mark: AnswerMark) throws(UnansweredMark) -> JSONValue {
        guard answers.indices.contains(mark.request - 1),
            let value = mark.path.reduce(answers[mark.request - 1], { $0?[$1] })
        else { throw UnansweredMark(mark: mark) }
        return value
    }
}

/// An answer does not hold what a later request was to be given of it.
struct UnansweredMark: Error, Equatable, CustomStringConvertible {
    let mark: AnswerMark

    var description: String { "the answer to request \(mark.request) holds nothing for \(mark.text.printable)" }
}

/// A place in a request that an earlier answer fills: `{{1.urls.document}}`.
struct AnswerMark: Sendable, Equatable {
    /// As it is written, with its braces.
    let text: String
    /// From one on.
    let request: Int
    let path: [String]

    enum Piece: Equatable {
        case literal([UInt8])
        case mark(AnswerMark)
    }

    /// Nil for what does not begin with a number: double braces may mean something else to whoever is asked.
    private init?(_ words: String) {
        let parts = words.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let number = parts.first.flatMap({ Int($0) }) else { return nil }
        text = "{{\(words)}}"
        request = number
        path = Array(parts.dropFirst())
    }

    /// A text taken apart, where marks stand in it.
    static func pieces(of text: String) -> [Piece] {
        var rest = Array(text.utf8)[...]
        var (pieces, literal): ([Piece], [UInt8]) = ([], [])
        while let byte = rest.first {
            if rest.starts(with: opening), let end = end(of: rest),
                let mark = AnswerMark(String(decoding: rest[(rest.startIndex + 2)..<end], as: UTF8.self))
            {
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                pieces.append(.mark(mark))
                literal = []
                rest = rest[(end + 2)...]
            } else {
                literal.append(byte)
                rest.removeFirst()
            }
        }
        return literal.isEmpty ? pieces : pieces + [.literal(literal)]
    }

    /// All that a value speaks of, in its order.
    static func all(in value: JSONValue) -> [AnswerMark] {
        switch value {
        case .string(let text):
            pieces(of: text).compactMap { if case .mark(let mark) = $0 { mark } else { nil } }
        case .array(let list): list.flatMap(all)
        case .object(let object): object.members.flatMap { all(in: $0.value) }
        case .null, .bool, .number: []
        }
    }

    private static let opening = Array("{{".utf8)

    private static func end(of text: ArraySlice<UInt8>) -> Int? {
        text.indices.dropLast().first { text[$0] == UInt8(ascii: "}") && text[$0 + 1] == UInt8(ascii: "}") }
    }
}
