import Testing

@testable import LambdaHost

@Suite struct ChunkedBodyTests {
    @Test(arguments: [
        ("0\r\n\r\n", ""),
        ("5\r\nhello\r\n0\r\n\r\n", "hello"),
        ("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello"),
        ("00005;name=value;other\r\nhello\r\n0;last\r\nTrailer: x\r\nAnother: y\r\n\r\n", "hello"),
        ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
        ("5\nhello\n0\n\n", "hello"),
        ("5 \r\nhello\r\n0\r\n\r\n", "hello"),
    ])
    func `chunks become one body, however they arrive`(text: String, body: String) throws {
        let bytes = Array(text.utf8)
        for size in 1...bytes.count {
            var chunks = ChunkedBody()
            var index = 0
            while index < bytes.count {
                index += try chunks.feed(bytes[index..<min(bytes.count, index + size)])
            }
            #expect(chunks.isComplete)
            #expect(String(decoding: chunks.body, as: UTF8.self) == body)
        }
    }

    @Test func `what follows the body is left alone`() throws {
        var chunks = ChunkedBody()
        let bytes = Array("1\r\na\r\n0\r\n\r\nHTTP/1.1".utf8)
        #expect(try chunks.feed(bytes[...]) == bytes.count - 8)
        #expect(chunks.isComplete)
    }

    @Test(arguments: [
        "\r\n", "g\r\n", "-1\r\n", "5\r\nhelloX", "FFFFFFFFFFFFFFFFFFFF\r\n", "7FFFFFFFFFFFFFFF\r\n", "2000001\r\n",
    ])
    func `what is no chunk is refused`(text: String) {
        var chunks = ChunkedBody()
        #expect(throws: WireFault.self) { try chunks.feed(Array(text.utf8)[...]) }
    }

    @Test(arguments: ["0", "5;", "0\r\nA: "])
    func `a line or a trailer without end is refused at its limit`(start: String) {
        var chunks = ChunkedBody()
        let endless = Array(start.utf8) + [UInt8](repeating: UInt8(ascii: "0"), count: WireLimits.head + 1)
        #expect(throws: WireFault.self) { try chunks.feed(endless[...]) }
    }
}
