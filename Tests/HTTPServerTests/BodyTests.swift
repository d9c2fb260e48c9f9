import HTTPServer
import Testing

@Suite struct BodyTests {
    /// Reads a body to its end, and gives it with what follows; nil where it is not whole.
    private static func read(
        _ framing: RequestFraming,
        _ text: String,
        pieces: Int = .max,
        limits: ServerLimits = ServerLimits()
    ) throws(RequestFault) -> (body: String, rest: String)? {
        var reader = try BodyReader(framing, limits: limits)
        var inbox = Inbox()
        var body: [UInt8] = []
        var left = Array(text.utf8)[...]
        while true {
            switch try reader.next(from: &inbox, atMost: 7) {
            case .bytes(let bytes): body += bytes
            case .end:
                return (
                    String(decoding: body, as: UTF8.self),
                    String(decoding: inbox.take(inbox.count) + left, as: UTF8.self)
                )
            case .later:
                if left.isEmpty { return nil }
                inbox.append(left.prefix(pieces))
                left = left.dropFirst(pieces)
            }
        }
    }

    @Test(
        arguments: [
            (RequestFraming.none, "next", ""), (.length(12), "hello, worldnext", "hello, world"),
            (.chunked, "5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\nnext", "hello, world"),
            (.chunked, "0\r\n\r\nnext", ""), (.chunked, "00000005;a=b;c=\"d\"\r\nhello\r\n0 ;x\r\n\r\nnext", "hello"),
            (.chunked, "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\nA: b\r\nc:\r\n\r\nnext", "01234567890123456789"),
        ],
        [1, 3, .max]
    )
    func `a body comes whole and leaves what follows`(_ body: (RequestFraming, String, String), pieces: Int) throws {
        let read = try #require(try Self.read(body.0, body.1, pieces: pieces))
        #expect(read == (body.2, "next"))
    }

    @Test(
        arguments: [
            "\r\n", "g\r\n", " 5\r\nhello", "5 \r\nhello", "-5\r\n", "+5\r\n", "0x5\r\n", "5\nhello",
            "5;\u{0}\r\nhello", "5;a\nhello",
            "5\r\nhelloX", "5\r\nhello\n", "5\r\nhello\rX", "5\r\nhello5\r\n", "0\r\nno field\r\n\r\n",
            "0\r\n: b\r\n\r\n",
            "0\r\na b: c\r\n\r\n", "0\r\na: \u{0}\r\n\r\n", "0\r\n\n", ";\r\n",
        ],
        [1, .max]
    )
    func `a chunk that is none is refused`(_ text: String, pieces: Int) {
        let fault = #expect(throws: RequestFault.self) { try Self.read(.chunked, text, pieces: pieces) }
        #expect(fault?.status == 400)
    }

    @Test(arguments: [
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF\r\n", "8000000000000000\r\n", "11\r\n", "8\r\n01234567\r\n9\r\n",
    ])
    func `chunks over the limit are refused before they come`(_ text: String) {
        var limits = ServerLimits()
        limits.body = 16
        let fault = #expect(throws: RequestFault.self) { try Self.read(.chunked, text, limits: limits) }
        #expect(fault == .bodyTooLong(limit: 16))
    }

    @Test(arguments: [17, .max])
    func `a length over the limit is refused`(_ length: Int) {
        var limits = ServerLimits()
        limits.body = 16
        #expect(throws: RequestFault.bodyTooLong(limit: 16)) { try BodyReader(.length(length), limits: limits) }
    }

    @Test(arguments: [
        "5;\(String(repeating: "a", count: 300))", "\(String(repeating: "0", count: 300))",
        "0\r\na: \(String(repeating: "b", count: 9_000))",
    ])
    func `lines beside the body have a limit`(_ text: String) {
        let fault = #expect(throws: RequestFault.self) { try Self.read(.chunked, text) }
        #expect(fault?.status == 400)
    }
}
