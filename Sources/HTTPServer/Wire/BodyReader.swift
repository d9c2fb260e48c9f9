/// Takes a request's body out of what arrives, whole or in chunks (RFC 9112, sections 6 and 7).
///
/// A value with no socket. Extensions of chunks and trailing fields are checked and passed over.
package struct BodyReader: Sendable {
    package enum Portion: Sendable, Equatable {
        case bytes([UInt8])
        case end
        /// Nothing is left of what has arrived.
        case later
    }

    private enum State {
        case data(Int)
        case chunkSize
        case chunkData(Int)
        case chunkEnd
        case trailer
        case end
    }

    private let limits: ServerLimits
    private var state: State
    private var total = 0
    /// How far a line's end has been looked for.
    private var looked = 0
    private var trailerLength = 0

    package init(_ framing: RequestFraming, limits: ServerLimits) throws(RequestFault) {
        self.limits = limits
        switch framing {
        case .none: state = .end
        case .length(let length):
            guard length <= limits.body else { throw .bodyTooLong(limit: limits.body) }
            state = .data(length)
        case .chunked: state = .chunkSize
        }
    }

    package var isAtEnd: Bool {
        if case .end = state { true } else { false }
    }

    /// How many bytes are still to come, where that is known.
    package var rest: Int? {
        switch state {
        case .data(let left): left
        case .end: 0
        case .chunkSize, .chunkData, .chunkEnd, .trailer: nil
        }
    }

    /// The next bytes of the body, at most `limit` of them, which is more than none.
    package mutating func next(from inbox: inout Inbox, atMost limit: Int) throws(RequestFault) -> Portion {
        while true {
            switch state {
            case .end: return .end
            case .data(let left):
                let count = min(left, limit, inbox.count)
                if count == 0 { return .later }
                state = left == count ? .end : .data(left - count)
                return .bytes(inbox.take(count))
            case .chunkData(let left):
                let count = min(left, limit, inbox.count)
                if count == 0 { return .later }
                state = left == count ? .chunkEnd : .chunkData(left - count)
                return .bytes(inbox.take(count))
            case .chunkEnd:
                guard try takeChunkEnd(&inbox) else { return .later }
                state = .chunkSize
            case .chunkSize:
                guard let line = try takeLine(&inbox, "a chunk's size", limit: limits.chunkLine) else { return .later }
                let size = try chunkSize(line)
                state = size == 0 ? .trailer : .chunkData(size)
            case .trailer:
                let limit = limits.trailer - trailerLength
                guard let line = try takeLine(&inbox, "the trailer", limit: limit) else { return .later }
                trailerLength += line.count + 2
                if line.isEmpty { state = .end } else { try check(trailing: line) }
            }
        }
    }

    /// A line without its end, taken out of the inbox.
    private mutating func takeLine(
        _ inbox: inout Inbox,
        _ name: String,
        limit: Int
    ) throws(RequestFault) -> ArraySlice<UInt8>? {
        let lineFeed = inbox.lineFeed(from: looked)
        guard lineFeed ?? inbox.count <= limit else { throw .malformed("\(name) is too long") }
        guard let lineFeed else {
            looked = inbox.count
            return nil
        }
        guard lineFeed > 0, inbox[lineFeed - 1] == .carriageReturn else { throw .malformed("the end of \(name)") }
        looked = 0
        let line = inbox.prefix(lineFeed - 1)
        inbox.drop(lineFeed + 1)
        return line
    }

    private func takeChunkEnd(_ inbox: inout Inbox) throws(RequestFault) -> Bool {
        if inbox.isEmpty { return false }
        guard inbox[0] == .carriageReturn else { throw .malformed("the end of a chunk") }
        if inbox.count == 1 { return false }
        guard inbox[1] == .lineFeed else { throw .malformed("the end of a chunk") }
        inbox.drop(2)
        return true
    }

    /// Hexadecimal digits, and perhaps extensions after a semicolon.
    private mutating func chunkSize(_ line: ArraySlice<UInt8>) throws(RequestFault) -> Int {
        let digits = line.prefix { $0.hexDigit != nil }
        let rest = line[digits.endIndex...]
        guard !digits.isEmpty, rest.isEmpty || rest.trimmed.first == UInt8(ascii: ";"),
            rest.allSatisfy(\.isFieldContent)
        else { throw .malformed("a chunk's size") }
        var size = 0
        for digit in digits.lazy.compactMap(\.hexDigit) {
            size = size * 16 + digit
            guard size <= limits.body - total else { throw .bodyTooLong(limit: limits.body) }
        }
        total += size
        return size
    }

    private func check(trailing line: ArraySlice<UInt8>) throws(RequestFault) {
        let name = line.prefix { $0 != .colon }
        guard !name.isEmpty, name.count < line.count, name.allSatisfy(\.isTokenPart),
            line.allSatisfy(\.isFieldContent)
        else { throw .malformed("a trailing field") }
    }
}
