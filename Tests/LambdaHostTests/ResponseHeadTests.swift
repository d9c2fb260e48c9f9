import Testing

@testable import LambdaHost

@Suite struct ResponseHeadTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", BodyFraming.length(5)),
        ("HTTP/1.1 200\r\ncontent-length:5\r\n\r\n", .length(5)),
        ("HTTP/1.1 200 OK\nCONTENT-LENGTH:  5 \t\n\n", .length(5)),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", .length(5)),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .chunked),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: CHUNKED\r\nContent-Length: 5\r\n\r\n", .chunked),
        ("HTTP/1.1 200 OK\r\n\r\n", .untilClose),
        ("HTTP/1.0 200 OK\r\n\r\n", .untilClose),
        ("HTTP/1.1 100 Continue\r\n\r\n", .none),
        ("HTTP/1.1 204 No Content\r\n\r\n", .none),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", .none),
    ])
    func `the body's end is found as RFC 9112 orders`(text: String, framing: BodyFraming) throws {
        let bytes = Array(text.utf8)
        let (head, end) = try #require(try ResponseHead.parse(bytes + Array("body".utf8)))
        #expect(head.framing == framing)
        #expect(end == bytes.count)
    }

    @Test(arguments: [
        "HTTP/2 200 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.x 200 OK\r\n\r\n", "\r\n\r\n", "\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\nName : value\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n\r\n",
    ])
    func `what is no head is refused`(text: String) {
        #expect(throws: WireFault.self) { try ResponseHead.parse(Array(text.utf8)) }
    }

    @Test func `a head is waited for until its last byte`() throws {
        let bytes = Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".utf8)
        for count in 0..<bytes.count { #expect(try ResponseHead.parse(Array(bytes[..<count])) == nil) }
    }

    @Test func `a head without end is refused at its limit`() throws {
        let endless = Array("HTTP/1.1 200 OK\r\nA: ".utf8) + [UInt8](repeating: 97, count: WireLimits.head)
        #expect(throws: WireFault.tooLong("head", limit: WireLimits.head)) { try ResponseHead.parse(endless) }
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n", true),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x, Close\r\n\r\n", false),
        ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false),
        ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n", true),
        ("HTTP/1.1 200 OK\r\n\r\n", false),
    ])
    func `a connection is kept where both sides agree`(text: String, keepsAlive: Bool) throws {
        let (head, _) = try #require(try ResponseHead.parse(Array(text.utf8)))
        #expect(head.keepsAlive == keepsAlive)
    }

    @Test func `names are found in any case, the first of a name counts`() throws {
        let text =
            "HTTP/1.1 200 OK\r\nLAMBDA-runtime-AWS-Request-Id: \t abc \r\nlambda-runtime-aws-request-id: x\r\n\r\n"
        let (head, _) = try #require(try ResponseHead.parse(Array(text.utf8)))
        #expect(head["lambda-runtime-aws-request-id"].map { String(decoding: $0, as: UTF8.self) } == "abc")
        #expect(head["lambda-runtime-aws-request-i"] == nil)
    }
}
