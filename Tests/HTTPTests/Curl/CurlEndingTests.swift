import Glibc
import HTTP
import TestKit
import Testing
import Time

/// Deadlines, cancellation and shutdown.
@Suite struct CurlEndingTests {
    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n",
    ])
    func `a server that stalls fails the request at its deadline, and is left`(text: String) async throws {
        let closed = Milestone()
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send(text)
            if connection.isClosed() { closed.reach() }
        }
        let failure = await fixture.outcome(fixture.request(within: .seconds(2))).failure
        try #require(failure == .deadlinePassed(sent: true))
        await closed.wait()
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour"])
    func `nobody waits for ever for a server that says nothing, without a deadline either`(text: String) async throws {
        var limits = CurlLimits()
        limits.silence = .seconds(1)
        let fixture = try CurlFixture(limits: limits) { connection in
            _ = connection.head()
            connection.send(text)
            _ = connection.isClosed()
        }
        var request = fixture.request()
        request.deadline = nil
        let failure = try #require(await fixture.outcome(request).failure)
        #expect(failure.isBroken)
    }

    @Test func `the deadline ends a streamed response too`() async throws {
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour")
            _ = connection.isClosed()
        }
        let sink = CountingSink()
        let outcome = await fixture.outcome(fixture.request(within: .seconds(2)), into: sink)
        #expect(outcome.failure == .deadlinePassed(sent: true))
        #expect(sink.taken.bytes <= 4)
    }

    @Test func `a source that hangs does not outlive the deadline`() async throws {
        let fixture = try CurlFixture { connection in while !connection.read().isEmpty {} }
        let source = CountedSource(1_000_000, stallsAt: 64 * 1024)
        let body = WebBody.stream(source, length: nil)
        let outcome = await fixture.outcome(fixture.request("PUT", body: body, within: .seconds(2)))
        #expect(outcome.failure == .deadlinePassed(sent: true))
    }

    @Test func `a deadline that has passed sends nothing`() async throws {
        let fixture = try CurlFixture { _ in }
        #expect(await fixture.outcome(fixture.request(within: .zero)).failure == .deadlinePassed(sent: false))
        #expect(fixture.gauge.threads == 0)
    }

    @Test func `a cancelled download closes its connection`() async throws {
        let closed = Milestone()
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour")
            if connection.isClosed() { closed.reach() }
        }
        let sink = CountingSink()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { #expect(await fixture.outcome(fixture.request(), into: sink).failure == .cancelled) }
            await sink.begun.wait()
            group.cancelAll()
        }
        await closed.wait()
        #expect(fixture.gauge.transfers == 0)
    }

    @Test func `a cancelled upload closes its connection`() async throws {
        let closed = Milestone()
        let fixture = try CurlFixture { connection in
            while !connection.read().isEmpty {}
            closed.reach()
        }
        let source = CountedSource(10_000_000, stallsAt: 1_000_000)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let body = WebBody.stream(source, length: 10_000_000)
                #expect(await fixture.outcome(fixture.request("PUT", body: body)).failure == .cancelled)
            }
            await source.asked.wait(for: 10)
            group.cancelAll()
        }
        await closed.wait()
    }

    @Test func `a task that was cancelled before sends nothing`() async throws {
        let fixture = try CurlFixture { _ in }
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { #expect(await fixture.outcome(fixture.request()).failure == .cancelled) }
        }
        #expect(fixture.server.accepted.count == 0)
    }

    @Test func `shutting down fails what is under way and what comes later, and ends the thread`() async throws {
        let arrived = Milestone()
        let fixture = try CurlFixture { connection in
            _ = connection.head()
            arrived.reach()
            _ = connection.isClosed()
        }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask { #expect(await fixture.outcome(fixture.request()).failure?.isBroken == true) }
            }
            await arrived.wait(for: 5)
            await fixture.transport.shutDown()
            #expect(fixture.gauge.threads == 0)
            #expect(fixture.gauge.transfers == 0)
        }
        #expect(await fixture.outcome(fixture.request()).failure?.isNotSent == true)
    }

    @Test func `the last reference takes the thread with it`() async throws {
        let server = try ThreadedServer { $0.answerAll { _ in ok("") } }
        let gauge = CurlGauge()
        do {
            let transport = CurlTransport(trusting: .none, gauge: gauge)
            #expect(gauge.threads == 0)
            let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: server.port)
            _ = try await transport.exchange(WebRequest(origin: origin), bodyLimit: 0)
            #expect(gauge.threads == 1)
        }
        // The server sees it go: the kept connection is closed when the thread is through.
        await server.ended.wait()
        while gauge.threads > 0 { await Task.yield() }
    }
}
