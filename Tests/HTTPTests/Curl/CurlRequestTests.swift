import HTTP
import TestKit
import Testing

/// What goes over the wire, byte for byte.
@Suite struct CurlRequestTests {
    @Test(arguments: [
        "/", "//", "/a//b", "/./a", "/a/../b", "/..", "/a%2Fb", "/a%2fb", "/%C3%A4", "/+?a+b=c%20d&&=", "/?",
        "/a?x=/../y",
        "/a;b=c", "/~!$&'()*,=:@", "/a#b", "/{x}", "/a%", "*",
    ])
    func `a target is sent as it stands`(target: String) async throws {
        let seen = Shared("")
        let fixture = try CurlFixture { connection in
            guard let head = connection.head() else { return }
            seen.withLock { $0 = String(head.prefix { $0 != "\r\n" }) }
            connection.send(ok(""))
        }
        _ = try await fixture.transport.exchange(fixture.request("GET", target), bodyLimit: 0)
        #expect(seen.withLock { $0 } == "GET \(target) HTTP/1.1")
    }

    @Test func `a request has the headers that it was given, and the host`() async throws {
        let head = try await headOf("DELETE", headers: ["X-Empty": "", "x-MiXed": " a  b ", "X-Two": "1"])
        let host = head.split(separator: "\r\n").first { $0.hasPrefix("Host: ") }
        #expect(host?.hasPrefix("Host: 127.0.0.1:") == true)
        let rest = head.split(separator: "\r\n").filter { !$0.hasPrefix("Host: ") }
        #expect(rest == ["DELETE / HTTP/1.1", "X-Empty:", "x-MiXed:  a  b ", "X-Two: 1"])
    }

    @Test func `a host header of the caller's takes the place of ours`() async throws {
        let head = try await headOf("GET", headers: ["Host": "bucket.test"])
        #expect(head == "GET / HTTP/1.1\r\nHost: bucket.test\r\n\r\n")
    }

    @Test(arguments: [
        ("POST", WebBody.none, Optional("Content-Length: 0")), ("PUT", .bytes([]), "Content-Length: 0"),
        ("GET", .none, nil),
        ("DELETE", .none, nil), ("HEAD", .none, nil), ("POST", .bytes([1, 2, 3]), "Content-Length: 3"),
        ("QUERY", .bytes([4]), "Content-Length: 1"),
    ])
    func `a body says its length, and nothing else is added`(method: String, body: WebBody, length: String?)
        async throws
    {
        let head = try await headOf(method, body: body)
        let rest = head.split(separator: "\r\n").filter { !$0.hasPrefix("Host: ") }.map(String.init)
        #expect(rest == ["\(method) / HTTP/1.1"] + (length.map { [$0] } ?? []))
    }

    @Test(arguments: [0, 1, 1_000, 32 * 1024, 32 * 1024 + 1, 3_000_000])
    func `a body in memory arrives as it was, zeros and all`(size: Int) async throws {
        let received = Shared<[UInt8]>([])
        let fixture = try CurlFixture { connection in
            guard let request = connection.request() else { return }
            received.withLock { $0 = request.body }
            connection.send(ok(""))
        }
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        _ = try await fixture.transport.exchange(fixture.request("PUT", body: .bytes(body)), bodyLimit: 0)
        #expect(received.withLock { $0 } == body)
    }

    @Test(
        arguments: [
            ("G T", "/", [:]), ("", "/", [:]), ("GET", "", [:]), ("GET", "a", [:]), ("GET", "/ b", [:]),
            ("GET", "/\r\n", [:]),
            ("GET", "/\0", [:]), ("GET", "/", ["a\r\nb": "c"]), ("GET", "/", ["a": "b\r\nc: d"]),
            ("GET", "/", ["a": "\0"]),
            ("GET", "/", ["": "b"]), ("GET", "/", ["a:b": "c"]),
        ] as [(String, String, WebHeaders)]
    )
    func `what would be another request than it says is not sent`(
        method: String,
        target: String,
        headers: WebHeaders
    ) async throws {
        let fixture = try CurlFixture { $0.answerAll { _ in ok("") } }
        let outcome = await fixture.outcome(fixture.request(method, target, headers: headers))
        #expect(outcome.failure?.isNotSent == true)
        #expect(fixture.server.accepted.count == 0)
    }

    @Test(arguments: ["", "a/b", "user@host", "a?b", "a b", "a%41", "localhost\0.test"])
    func `what is no host is not asked`(host: String) async throws {
        let transport = CurlTransport(trusting: .none)
        let request = WebRequest(origin: WebOrigin(scheme: .http, host: host, port: 1))
        let failure = await #expect(throws: TransportFailure.self) {
            try await transport.exchange(request, bodyLimit: 0)
        }
        #expect(failure?.isNotSent == true)
    }

    private func headOf(_ method: String, headers: WebHeaders = [:], body: WebBody = .none) async throws -> String {
        let seen = Shared("")
        let fixture = try CurlFixture { connection in
            seen.withLock { $0 = connection.head() ?? "" }
            connection.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        }
        let request = fixture.request(method, headers: headers, body: body)
        _ = try await fixture.transport.exchange(request, bodyLimit: 0)
        return seen.withLock { $0 }
    }
}
