import HTTP
import TestKit
import Testing
import Time

/// Bodies that never lie in memory whole.
@Suite struct CurlStreamTests {
    @Test(arguments: [Int?.none, 3_000_000], [1_000, 64 * 1024, 1_000_000])
    func `a streamed body arrives whole`(length: Int?, pieceSize: Int) async throws {
        let received = Shared(0)
        let head = Shared("")
        let fixture = try CurlFixture { connection in
            head.withLock { $0 = connection.head() ?? "" }
            connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            var count = 0
            while count < 3_000_000 {
                let bytes = connection.read()
                if bytes.isEmpty { return }
                count += bytes.count { $0 == 0x61 }
            }
            received.withLock { $0 = count }
            connection.send(ok("") + "")
        }
        let source = CountedSource(3_000_000, pieceSize: pieceSize)
        let request = fixture.request("PUT", body: .stream(source, length: length))
        #expect(try await fixture.transport.exchange(request, bodyLimit: 0).head.status == 200)
        // A chunk's size may have an a in it.
        #expect(received.withLock { $0 } >= 3_000_000)
        let says = length == nil ? "Transfer-Encoding: chunked" : "Content-Length: 3000000"
        #expect(head.withLock { $0.contains("Expect: 100-continue") && $0.contains(says) })
    }

    @Test func `chunks are put together to what the source gave`() async throws {
        let fixture = try CurlFixture { $0.answerAll { ok("\($0.body.count) \($0.chunks.count > 0)") } }
        let request = fixture.request("PUT", headers: ["Expect": ""], body: .stream(CountedSource(5_000), length: nil))
        let response = try await fixture.transport.exchange(request, bodyLimit: 100)
        #expect(String(decoding: response.body, as: UTF8.self) == "5000 true")
    }

    @Test(arguments: [0, 10, 64 * 1024])
    func `a small body asks nobody's leave`(count: Int) async throws {
        let fixture = try CurlFixture { $0.answerAll { ok($0.headers["expect"] ?? "\($0.body.count)") } }
        let request = fixture.request("PUT", body: .stream(CountedSource(count), length: count))
        let response = try await fixture.transport.exchange(request, bodyLimit: 100)
        #expect(String(decoding: response.body, as: UTF8.self) == "\(count)")
    }

    @Test func `a server that gives no leave gets the body after a second`() async throws {
        let fixture = try CurlFixture { $0.answerAll { ok("\($0.body.count)") } }
        let request = fixture.request("PUT", body: .stream(CountedSource(100_000), length: 100_000))
        #expect(try await fixture.transport.exchange(request, bodyLimit: 100).body == Array("100000".utf8))
    }

    @Test func `a refusal before the body leaves the source unread`() async throws {
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send(ok("too large", "413 Content Too Large"))
            _ = connection.isClosed()
        }
        let source = CountedSource(100_000_000)
        let request = fixture.request("PUT", body: .stream(source, length: 100_000_000))
        #expect(try await fixture.transport.exchange(request, bodyLimit: 100).head.status == 413)
        #expect(source.asked.count == 0)
    }

    @Test(arguments: [413, 503, 302, 403])
    func `a final answer in the middle of an upload ends it and is given`(status: Int) async throws {
        let closed = Milestone()
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            _ = connection.read()
            connection.send(ok("enough", "\(status) Enough"))
            while !connection.read().isEmpty {}
            closed.reach()
        }
        let source = CountedSource(1_000_000_000, stallsAt: 5_000_000)
        let request = fixture.request("PUT", body: .stream(source, length: 1_000_000_000))
        let response = try await fixture.transport.exchange(request, bodyLimit: 100)
        #expect(response.head.status == status)
        #expect(response.body == Array("enough".utf8))
        await closed.wait()
    }

    @Test func `a server that refuses the expectation itself is heard`() async throws {
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send(ok("no", "417 Expectation Failed"))
            _ = connection.isClosed()
        }
        let request = fixture.request("PUT", body: .stream(CountedSource(100_000), length: 100_000))
        #expect(try await fixture.transport.exchange(request, bodyLimit: 100).head.status == 417)
        #expect(fixture.server.accepted.count == 1)
    }

    @Test(arguments: [(999, 1_000), (1_001, 1_000), (0, 1)])
    func `a source that gives another length than it announced fails the exchange`(given: Int, length: Int) async throws
    {
        let fixture = try CurlFixture { $0.answerAll { _ in ok("") } }
        let source = CountedSource(given, pieceSize: 600)
        let sourceOverRuns = given > length
        let body = WebBody.stream(sourceOverRuns ? Overrunning() : source, length: length)
        guard case .body? = await fixture.outcome(fixture.request("PUT", body: body)).failure else {
            Issue.record("the exchange went well")
            return
        }
    }

    @Test func `a source that gives up fails the exchange and closes the connection`() async throws {
        let closed = Milestone()
        let fixture = try CurlFixture { connection in
            while !connection.read().isEmpty {}
            closed.reach()
        }
        let body = WebBody.stream(Refusing(), length: 50_000)
        let failure = await fixture.outcome(fixture.request("PUT", body: body)).failure
        #expect(failure == .body(BodyFailure("no more")))
        await closed.wait()
    }

    @Test func `a sink gets the head first and then all of the body`() async throws {
        let size = 5_000_000
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
            connection.send([UInt8](repeating: 7, count: size))
        }
        let sink = CountingSink()
        let head = try await fixture.transport.exchange(fixture.request(), into: sink)
        #expect(sink.taken.head == head)
        #expect(sink.taken.bytes == size)
        #expect(sink.taken.largest <= 256 * 1024)
    }

    @Test(arguments: [true, false])
    func `a sink that gives up ends the exchange and the connection`(refusesHead: Bool) async throws {
        let closed = Milestone()
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
            while connection.send([UInt8](repeating: 7, count: 100_000)) {}
            closed.reach()
        }
        let outcome = await fixture.outcome(fixture.request(), into: RefusingSink(refusesHead: refusesHead))
        #expect(outcome.failure == .body(BodyFailure("enough")))
        await closed.wait()
    }
}

private struct Refusing: BodySource {
    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] { throw BodyFailure("no more") }
    func rewind() async -> Bool { false }
}

private struct Overrunning: BodySource {
    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] { [UInt8](repeating: 1, count: limit + 1) }
    func rewind() async -> Bool { false }
}

private struct RefusingSink: BodySink {
    let refusesHead: Bool

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {
        if refusesHead { throw BodyFailure("enough") }
    }

    func take(_ piece: [UInt8]) async throws(BodyFailure) { throw BodyFailure("enough") }
}
