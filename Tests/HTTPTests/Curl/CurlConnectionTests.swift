import HTTP
import TestKit
import Testing
import Time

/// Which connections are used, and what is asked over them.
@Suite struct CurlConnectionTests {
    @Test func `a thousand requests, one after the other, go over one connection`() async throws {
        let fixture = try CurlFixture { connection in connection.answerAll { ok($0.target) } }
        for number in 0..<1_000 {
            let response = try await fixture.transport.exchange(fixture.request("GET", "/\(number)"), bodyLimit: 100)
            #expect(String(decoding: response.body, as: UTF8.self) == "/\(number)")
        }
        #expect(fixture.server.accepted.count == 1)
        #expect(fixture.gauge.connections == 1)
    }

    @Test func `two hundred requests at once are each answered with their own`() async throws {
        let fixture = try CurlFixture { connection in connection.answerAll { ok($0.text) } }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let body = WebBody.bytes(Array("\(number)".utf8))
                    let outcome = await fixture.outcome(fixture.request("POST", body: body))
                    #expect(outcome.map(\.body) == .success(Array("\(number)".utf8)))
                }
            }
        }
        #expect(fixture.gauge.transfers == 0)
    }

    @Test func `no more requests are on the wire at once than the limit, and the others wait their turn`() async throws
    {
        var limits = CurlLimits()
        limits.requestsAtOnce = 3
        limits.idleConnections = 3
        let fixture = try CurlFixture(limits: limits) { connection in connection.answerAll { _ in ok("") } }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask { #expect(await fixture.outcome(fixture.request()).failure == nil) }
            }
        }
        #expect(fixture.server.accepted.count <= 3)
    }

    @Test func `a request that waits for its turn ends at its deadline, not sent`() async throws {
        var limits = CurlLimits()
        limits.requestsAtOnce = 1
        let arrived = Milestone()
        let fixture = try CurlFixture(limits: limits) { connection in
            _ = connection.head()
            arrived.reach()
            _ = connection.isClosed()
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await fixture.outcome(fixture.request()) }
            await arrived.wait()
            let late = await fixture.outcome(fixture.request(within: .milliseconds(50)))
            #expect(late.failure == .deadlinePassed(sent: false))
            group.cancelAll()
        }
    }

    @Test func `a kept connection that the server closed is not used again`() async throws {
        let fixture = try CurlFixture { connection in
            _ = connection.request()
            connection.send(ok("once"))
        }
        for _ in 0..<5 {
            _ = try await fixture.transport.exchange(fixture.request("POST"), bodyLimit: 10)
            await fixture.server.ended.wait(for: fixture.server.accepted.count)
        }
        #expect(fixture.server.accepted.count == 5)
    }

    /// libcurl of its own would send it again over a new connection, of whatever method.
    @Test(arguments: ["GET", "DELETE", "POST", "PUT"], [0, 1, 100_000, -1, -100_000])
    func `a request whose kept connection closes without an answer was sent once, and is broken`(
        method: String,
        size: Int
    ) async throws {
        // A negative size is a streamed one.
        let body =
            size < 0
            ? WebBody.stream(CountedSource(-size), length: -size) : .bytes([UInt8](repeating: 1, count: size))
        let seen = Milestone()
        let fixture = try CurlFixture { connection in
            _ = connection.request()
            connection.send(ok(""))
            if connection.request() != nil { seen.reach() }
        }
        _ = try await fixture.transport.exchange(fixture.request(), bodyLimit: 0)
        let outcome = await fixture.outcome(fixture.request(method, body: body))
        #expect(outcome.failure?.isBroken == true, "\(outcome)")
        #expect(seen.count == 1)
        #expect(fixture.server.accepted.count == 1)
    }

    @Test func `nobody listening is a request not sent`() async throws {
        let fixture = try CurlFixture { _ in }
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 1)
        let secret = "/path?X-Amz-Signature=secret"
        let failure = await fixture.outcome(WebRequest(origin: origin, target: secret)).failure
        #expect(failure?.isNotSent == true)
        #expect(failure.map { "\($0)".contains("secret") || "\($0)".contains("path") } == false)
    }

    @Test func `a name that nobody knows is a request not sent`() async throws {
        let fixture = try CurlFixture { _ in }
        let origin = WebOrigin(scheme: .http, host: "nobody.invalid")
        let failure = await fixture.outcome(WebRequest(origin: origin)).failure
        #expect(failure?.isNotSent == true, "\(String(describing: failure))")
    }

    @Test func `a connection that does not come about in time is a request not sent`() async throws {
        var limits = CurlLimits()
        limits.connecting = .milliseconds(50)
        let fixture = try CurlFixture(limits: limits) { connection in _ = connection.isClosed() }
        // TLS is part of connecting, and this server never says a word of it.
        let origin = WebOrigin(scheme: .https, host: "127.0.0.1", port: fixture.server.port)
        let failure = await fixture.outcome(WebRequest(origin: origin)).failure
        #expect(failure?.isNotSent == true, "\(String(describing: failure))")
    }
}
