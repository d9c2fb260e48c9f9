/// Status line and header fields of an HTTP/1.1 response (RFC 9112).
struct ResponseHead: Sendable {
    let status: Int
    let framing: BodyFraming
    /// Whether the connection can carry another exchange.
    let keepsAlive: Bool
    private let fields: HeaderFields

    /// The value of the first field of a name, which is given in lower case; white space around it is gone.
    subscript(_ name: StaticString) -> ArraySlice<UInt8>? { fields[name] }

    /// Reads a head from the start of what has arrived: the head and where it ends, or nil while more must come.
    static func parse(_ bytes: [UInt8]) throws(WireFault) -> (head: ResponseHead, end: Int)? {
        guard let end = try endOfHead(bytes.span) else { return nil }
        let (status, minorVersion) = try statusLine(bytes.span)
        let fields = try HeaderFields(bytes[..<end])
        let framing = try BodyFraming(status: status, fields: fields)
        let keepsAlive =
            minorVersion == 0 ? fields.lists("connection", "keep-alive") : !fields.lists("connection", "close")
        let head = ResponseHead(
            status: status,
            framing: framing,
            keepsAlive: keepsAlive && framing != .untilClose,
            fields: fields
        )
        return (head, end)
    }

    private init(status: Int, framing: BodyFraming, keepsAlive: Bool, fields: HeaderFields) {
        self.status = status
        self.framing = framing
        self.keepsAlive = keepsAlive
        self.fields = fields
    }

    /// Behind the first empty line; lines end with CRLF or, leniently, with LF alone.
    private static func endOfHead(_ bytes: borrowing Span<UInt8>) throws(WireFault) -> Int? {
        var lineStart = 0
        while true {
            let lineFeed = bytes.index(of: LineFeed.byte, from: lineStart)
            guard lineFeed < WireLimits.head else { throw .tooLong("head", limit: WireLimits.head) }
            guard lineFeed < bytes.count else { return nil }
            let length = lineFeed - lineStart
            if length == 0 || (length == 1 && bytes[lineStart] == LineFeed.carriageReturn) { return lineFeed + 1 }
            lineStart = lineFeed + 1
        }
    }

    /// `HTTP/1.x`, a space, three digits; the words after them say nothing.
    private static func statusLine(_ bytes: borrowing Span<UInt8>) throws(WireFault) -> (status: Int, minor: UInt8) {
        let start: StaticString = "HTTP/1."
        let length = bytes.index(of: LineFeed.byte, from: 0)
        guard length >= 12, bytes.starts(with: start) else { throw .malformed("the status line") }
        guard bytes[7].isDigit, bytes[8] == UInt8(ascii: " "), bytes[9].isDigit, bytes[10].isDigit, bytes[11].isDigit,
            length == 12 || bytes[12] == UInt8(ascii: " ") || bytes[12] == LineFeed.carriageReturn
        else { throw .malformed("the status line") }
        let status = (9...11).reduce(0) { $0 * 10 + Int(bytes[$1] - UInt8(ascii: "0")) }
        guard status >= 100 else { throw .malformed("the status") }
        return (status, bytes[7] - UInt8(ascii: "0"))
    }
}

/// How a body's end is known (RFC 9112, section 6.3).
enum BodyFraming: Sendable, Equatable {
    case none
    case length(Int)
    case chunked
    case untilClose

    init(status: Int, fields: HeaderFields) throws(WireFault) {
        if (100..<200).contains(status) || status == 204 || status == 304 {
            self = .none
        } else if let coding = fields["transfer-encoding"] {
            var count = 0
            try fields.each("transfer-encoding") { _ in count += 1 }
            // One field with one word: we take no other coding apart.
            guard count == 1, fields.lists("transfer-encoding", "chunked"), coding.count == "chunked".utf8.count else {
                throw .malformed("the transfer encoding")
            }
            self = .chunked
        } else if let length = try BodyFraming.length(fields) {
            self = .length(length)
        } else {
            self = .untilClose
        }
    }

    /// Several equal lengths are one; different ones are an attack or a fault.
    private static func length(_ fields: HeaderFields) throws(WireFault) -> Int? {
        var length: Int?
        try fields.each("content-length") { value throws(WireFault) in
            // Fifteen digits cannot overflow, and are far beyond the limit.
            guard !value.isEmpty, value.count <= 15 else { throw .malformed("the content length") }
            var number = 0
            for digit in value {
                guard digit.isDigit else { throw .malformed("the content length") }
                number = number * 10 + Int(digit - UInt8(ascii: "0"))
            }
            guard length == nil || length == number else { throw .malformed("the content length") }
            length = number
        }
        if let length, length > WireLimits.body { throw .tooLong("body", limit: WireLimits.body) }
        return length
    }
}

extension Span<UInt8> {
    fileprivate func starts(with text: StaticString) -> Bool {
        let start = text.utf8Start
        return count >= text.utf8CodeUnitCount && (0..<text.utf8CodeUnitCount).allSatisfy { self[$0] == start[$0] }
    }
}
