import Glibc
import HTTP
import TestKit
import Testing

/// Many at once, and one that is slow: what is in flight stays bounded, and nothing is left over.
@Suite struct CurlPressureTests {
    @Test func `a hundred requests cancelled at once leave nothing behind, and none is sent twice`() async throws {
        let ids = Shared<[String]>([])
        let arrived = Milestone()
        let fixture = try CurlFixture { connection in
            guard let request = connection.request() else { return }
            ids.withLock { $0.append(request.target) }
            arrived.reach()
            _ = connection.isClosed()
        }
        let failures = await withTaskGroup(of: TransportFailure?.self) { group in
            for number in 0..<100 {
                group.addTask { await fixture.outcome(fixture.request("POST", "/\(number)")).failure }
            }
            await arrived.wait(for: 100)
            group.cancelAll()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(failures.count { $0 == .cancelled } == 100)
        await fixture.server.ended.wait(for: 100)
        #expect(Set(ids.withLock { $0 }).count == 100)
        #expect(ids.withLock { $0.count } == 100)
        #expect(fixture.gauge.transfers == 0)
        #expect(Descriptors.connected(to: fixture.server.port) == 0)
    }

    /// Cancellation meets every state: before the connection, while it opens, on the wire, after the end.
    @Test func `requests cancelled at any moment leave nothing behind`() async throws {
        let fixture = try CurlFixture { connection in connection.answerAll { _ in ok("") } }
        for round in 0..<200 {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        let failure = await fixture.outcome(fixture.request()).failure
                        #expect(failure == nil || failure == .cancelled)
                    }
                }
                for _ in 0..<(round * 3) { await Task.yield() }
                group.cancelAll()
            }
        }
        #expect(fixture.gauge.transfers == 0)
        await fixture.transport.shutDown()
        #expect(Descriptors.connected(to: fixture.server.port) == 0)
    }

    @Test func `a storm of 503 is a hundred answers`() async throws {
        let fixture = try CurlFixture { connection in connection.answerAll { _ in ok("slow down", "503 Slow Down") } }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    let outcome = await fixture.outcome(fixture.request("PUT"))
                    #expect(outcome.map(\.head.status) == .success(503))
                }
            }
        }
    }

    @Test func `a sink that takes its time slows the server down`() async throws {
        let size = 100_000_000
        let stuck = Milestone()
        let sent = Shared(0)
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
            let count = connection.sendUntilStuck(size)
            sent.withLock { $0 = count }
            stuck.reach()
            connection.send([UInt8](repeating: 1, count: size - count))
        }
        let sink = HeldSink(until: stuck)
        _ = try await fixture.transport.exchange(fixture.request(), into: sink)
        #expect(sent.withLock { $0 } < 16_000_000)
        #expect(sink.counted.taken.bytes == size)
    }

    @Test func `a server that takes its time slows the source down`() async throws {
        let size = 100_000_000
        let source = CountedSource(size, pieceSize: 256 * 1024)
        let asked = Shared(0)
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            connection.waitUntilNothingComes()
            asked.withLock { $0 = source.asked.count }
            var count = 0
            while count < size {
                let bytes = connection.read()
                if bytes.isEmpty { return }
                count += bytes.count
            }
            connection.send(ok(""))
        }
        let request = fixture.request("PUT", body: .stream(source, length: size))
        #expect(try await fixture.transport.exchange(request, bodyLimit: 0).head.status == 200)
        #expect(asked.withLock { $0 } * 256 * 1024 < 16_000_000)
    }
}

/// Takes the first piece only once something has happened.
private final class HeldSink: BodySink {
    let counted = CountingSink()
    private let milestone: Milestone

    init(until milestone: Milestone) {
        self.milestone = milestone
    }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {}

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        await milestone.wait()
        try await counted.take(piece)
    }
}
