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
        guard let end = try endOfHead(bytes) else { return nil }
        let fields = try HeaderFields(bytes[..<end])
        let line = bytes[..<end].prefix { $0 != LineFeed.byte }
        let (status, minorVersion) = try statusLine(line)
        let framing = try BodyFraming(status: status, fields: fields)
        let wantsClose = fields.lists("connection", "close")
        let keepsAlive = minorVersion == 0 ? fields.lists("connection", "keep-alive") : !wantsClose
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
    private static func endOfHead(_ bytes: [UInt8]) throws(WireFault) -> Int? {
        var lineStart = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] == LineFeed.byte {
                let length = index - lineStart
                if length == 0 || (length == 1 && bytes[lineStart] == LineFeed.carriageReturn) { return index + 1 }
                lineStart = index + 1
            }
            index += 1
            if index > WireLimits.head { throw .tooLong("head", limit: WireLimits.head) }
        }
        return nil
    }

    /// `HTTP/1.x`, a space, three digits; the words after them say nothing.
    private static func statusLine(_ line: ArraySlice<UInt8>) throws(WireFault) -> (status: Int, minorVersion: UInt8) {
        let start = Array("HTTP/1.".utf8)
        guard line.count >= 12, line.starts(with: start) else { throw .malformed("the status line") }
        let minorVersion = line[line.startIndex + 7]
        let digits = line[(line.startIndex + 9)..<(line.startIndex + 12)]
        guard minorVersion.isDigit, line[line.startIndex + 8] == UInt8(ascii: " "), digits.allSatisfy(\.isDigit),
            line.count == 12 || [UInt8(ascii: " "), LineFeed.carriageReturn].contains(line[line.startIndex + 12])
        else { throw .malformed("the status line") }
        let status = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard status >= 100 else { throw .malformed("the status") }
        return (status, minorVersion - UInt8(ascii: "0"))
    }
}

/// How a body's end is known (RFC 9112, section 6.3).
enum BodyFraming: Sendable, Hashable {
    case none
    case length(Int)
    case chunked
    case untilClose

    init(status: Int, fields: HeaderFields) throws(WireFault) {
        if (100..<200).contains(status) || status == 204 || status == 304 {
            self = .none
        } else if let coding = fields["transfer-encoding"] {
            guard coding.equalsIgnoringCase("chunked") else { throw .malformed("the transfer encoding") }
            self = .chunked
        } else if let length = try BodyFraming.length(fields.all("content-length")) {
            self = .length(length)
        } else {
            self = .untilClose
        }
    }

    /// Several equal lengths are one; different ones are an attack or a fault.
    private static func length(_ values: [ArraySlice<UInt8>]) throws(WireFault) -> Int? {
        var length: Int?
        for value in values {
            guard !value.isEmpty, value.count <= 15, value.allSatisfy(\.isDigit) else {
                throw .malformed("the content length")
            }
            let number = value.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            guard length == nil || length == number else { throw .malformed("the content length") }
            length = number
        }
        if let length, length > WireLimits.body { throw .tooLong("body", limit: WireLimits.body) }
        return length
    }
}
