import HTTP
import TestKit
import Testing

/// What a response is taken for.
@Suite struct CurlResponseTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", 200, "hi"),
        ("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi", 200, "hi"),
        ("HTTP/1.0 404 Not Found\r\n\r\nuntil the end", 404, "until the end"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n3;x=y\r\n yo\r\n0\r\nT: x\r\n\r\n", 200,
            "hi yo"
        ),
        ("HTTP/1.1 204 No Content\r\nETag: x\r\n\r\n", 204, ""),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n", 304, ""),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n" + ok("!"),
            200, "!"
        ),
        ("HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n", 302, ""),
        ("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", 401, ""),
        ("HTTP/1.1 503 Slow Down\r\nRetry-After: 1\r\nContent-Length: 4\r\n\r\nslow", 503, "slow"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi, and more than was announced", 200, "hi"),
    ])
    func `a response is given as it is`(text: String, status: Int, body: String) async throws {
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send(text)
        }
        let response = try await fixture.transport.exchange(fixture.request(), bodyLimit: 100)
        #expect(response.head.status == status)
        #expect(String(decoding: response.body, as: UTF8.self) == body)
    }

    @Test func `headers keep their order, their case and their repetition`() async throws {
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send(
                "HTTP/1.1 200 OK\r\nb: 1\r\nA:  two words \r\nb:2\r\nE:\r\nC: x\r\n y\r\nContent-Length: 0\r\n\r\n"
            )
        }
        let fields = try await fixture.transport.exchange(fixture.request(), bodyLimit: 0).head.headers.fields
        let names = fields.map { "\($0.name)=\($0.value)" }
        #expect(names == ["b=1", "A=two words", "b=2", "E=", "C=x y", "Content-Length=0"])
    }

    @Test func `a HEAD has the length of a body and no body`() async throws {
        let fixture = try CurlFixture { connection in
            connection.answerAll { _ in "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" }
        }
        for _ in 0..<2 {
            let response = try await fixture.transport.exchange(fixture.request("HEAD"), bodyLimit: 0)
            #expect(response.head.headers["content-length"] == "5000")
            #expect(response.body.isEmpty)
        }
        #expect(fixture.server.accepted.count == 1)
    }

    @Test func `what came after a body is no part of the next response`() async throws {
        let fixture = try CurlFixture { connection in
            connection.answerAll { _ in ok("one") + ok("smuggled") }
        }
        for _ in 0..<2 {
            let response = try await fixture.transport.exchange(fixture.request(), bodyLimit: 100)
            #expect(String(decoding: response.body, as: UTF8.self) == "one")
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfour",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nfour",
        "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nfour",
        "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 99 Odd\r\n\r\n", "HTTP/1.1 xyz\r\n\r\n", "", "no HTTP at all",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 70_000) + "\r\n\r\n",
        String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 4_000),
    ])
    func `what is no whole response is broken`(text: String) async throws {
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send(text)
        }
        let outcome = await fixture.outcome(fixture.request())
        #expect(outcome.failure?.isBroken == true, "\(outcome)")
    }

    @Test(arguments: [
        "Content-Length: 11\r\n\r\neleven long", "Transfer-Encoding: chunked\r\n\r\nb\r\neleven long\r\n0\r\n\r\n",
    ])
    func `a body may be as long as the limit and no longer`(rest: String) async throws {
        let fixture = try CurlFixture { $0.answerAll { _ in "HTTP/1.1 200 OK\r\n" + rest } }
        #expect(try await fixture.transport.exchange(fixture.request(), bodyLimit: 11).body.count == 11)
        #expect(await fixture.outcome(fixture.request(), bodyLimit: 10).failure == .bodyOverLimit(10))
    }

    /// The connection breaks after each byte of it in turn.
    ///
    /// The line break after the last chunk carries nothing: libcurl does not miss its second half.
    @Test(
        arguments: [
            (ok("eight by"), 0),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n", 1),
        ],
        [true, false]
    )
    func `a response that ends at any byte is broken, and only the whole one is given`(
        response: (text: String, spare: Int),
        resets: Bool
    ) async throws {
        let bytes = Array(response.text.utf8)
        let needed = bytes.count - response.spare
        let fixture = try CurlFixture { connection in
            guard let head = connection.head() else { return }
            let count = Int(head.split(separator: " ")[1].dropFirst()) ?? 0
            connection.send(bytes.prefix(count))
            if count == bytes.count { _ = connection.isClosed() } else if resets { connection.reset() }
        }
        for count in 0..<needed {
            let outcome = await fixture.outcome(fixture.request("GET", "/\(count)"))
            #expect(outcome.failure?.isBroken == true, "\(count) bytes: \(outcome)")
        }
        let whole = try await fixture.transport.exchange(fixture.request("GET", "/\(bytes.count)"), bodyLimit: 8)
        #expect(whole.head.status == 200)
        #expect(fixture.server.accepted.count == needed + 1)
    }
}
