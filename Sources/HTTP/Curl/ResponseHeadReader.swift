/// Puts a response's head together from its lines, as libcurl gives them: 1xx heads first, a trailer last.
struct ResponseHeadReader {
    struct Refusal: Error, Equatable {
        let reason: String
    }

    private let limit: Int
    private var count = 0
    private var status = 0
    private var fields: [WebHeaders.Field] = []
    /// Lines after the final head are a trailer, which nobody asked for.
    private(set) var head: WebResponseHead?

    init(limit: Int) {
        self.limit = limit
    }

    /// Gives the final head once, with its last line.
    mutating func take(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> WebResponseHead? {
        count += bytes.count
        guard count <= limit else { throw Refusal(reason: "the response's head is longer than \(limit) bytes") }
        guard head == nil else { return nil }
        let line = bytes.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        guard !line.isEmpty else { return try finish() }
        if line.starts(with: "HTTP/".utf8) {
            fields = []
            status = try Self.status(line)
        } else if let first = line.first, Self.isBlank(first) {
            // A value that goes on in a line of its own (RFC 9112, section 5.2) is one value with a space.
            guard let last = fields.popLast() else { return nil }
            fields.append(WebHeaders.Field(last.name, "\(last.value) \(Self.trimmed(line))"))
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = String(decoding: line[..<colon], as: UTF8.self)
            fields.append(WebHeaders.Field(name, Self.trimmed(line[(colon + 1)...])))
        }
        return nil
    }

    private mutating func finish() throws(Refusal) -> WebResponseHead? {
        // 101 would change the protocol, which no request asks for: it is as final as any.
        guard status >= 200 || status == 101 else { return nil }
        let headers = WebHeaders(fields)
        let lengths = headers.all("Content-Length")
        guard lengths.allSatisfy({ $0 == lengths.first }) else {
            throw Refusal(reason: "the response has two lengths")
        }
        head = WebResponseHead(status: status, headers: headers)
        return head
    }

    /// `HTTP/1.1 200 OK`, where the words may be missing.
    private static func status(_ line: Slice<UnsafeRawBufferPointer>) throws(Refusal) -> Int {
        let digits = line.drop { $0 != UInt8(ascii: " ") }.dropFirst().prefix(3)
        guard let status = Int(String(decoding: digits, as: UTF8.self)), status >= 100 else {
            throw Refusal(reason: "the response has no status")
        }
        return status
    }

    private static func trimmed(_ text: Slice<UnsafeRawBufferPointer>) -> String {
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text = text.dropLast() }
        return String(decoding: text, as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
