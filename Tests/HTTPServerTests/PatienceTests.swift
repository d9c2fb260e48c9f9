import HTTP
import HTTPServer
import TestKit
import Testing
import Time

@Suite(.timeLimit(.minutes(1))) struct PatienceTests {
    /// Lets so much time pass that the waits are looked at each second; there must be a connection all the while.
    private static func pass(_ seconds: Int, on clock: ManualClock) async {
        for _ in 0..<seconds {
            await clock.waitForSleepers(1)
            clock.advance(by: .seconds(1))
        }
    }

    /// Lets time fly until `work` has ended.
    private static func flying(_ clock: ManualClock, _ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    clock.advance(by: .seconds(1))
                    await Task.yield()
                }
            }
            try await onThreadOfItsOwn(work)
            group.cancelAll()
        }
    }

    @Test func `a head that comes byte by byte is cut off in time`() async throws {
        let clock = ManualClock()
        var limits = ServerLimits()
        limits.headTime = .seconds(5)
        limits.lingerTime = .seconds(1_000)
        try await serving(Echo(), limits: limits, clock: clock) { port in
            // Time goes on until the answer is there: the server may read a byte after any number of its seconds.
            try await Self.flying(clock) {
                var client = try RawClient(port)
                for byte in "GET / HTTP/1.1\r\nHost: a\r\n" { try client.send(String(byte)) }
                let answer = try #require(try client.answer())
                #expect(answer.status == 408 && answer.field("connection") == "close")
                #expect(try client.answer() == nil)
                client.close()
            }
        }
    }

    @Test func `a connection that asks nothing ends in silence`() async throws {
        let clock = ManualClock()
        try await serving(Echo(), clock: clock) { port in
            var used = try RawClient(port)
            try used.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try used.answer()?.status == 200)
            await Self.pass(50, on: clock)
            try used.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try used.answer()?.status == 200)
        }
        try await serving(Echo(), clock: clock) { port in
            try await Self.flying(clock) {
                var fresh = try RawClient(port)
                #expect(try fresh.answer() == nil)
            }
        }
    }

    @Test func `a body that stops coming is a failure for its reader`() async throws {
        let clock = ManualClock()
        let reader = Scripted { request in
            guard case .stream(let source, _) = request.body else { return WebAnswer(status: 500) }
            return WebAnswer(status: 200, body: .bytes(await source.wholeText()))
        }
        var limits = ServerLimits()
        limits.idleTime = .seconds(1_000_000_000)
        limits.headTime = .seconds(1_000_000_000)
        try await serving(reader, limits: limits, clock: clock) { port in
            try await Self.flying(clock) {
                var client = try RawClient(port)
                try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
                let answer = try #require(try client.answer())
                #expect(answer.body == "nothing more of the body came in time")
                #expect(answer.field("connection") == "close")
            }
        }
    }

    @Test func `a client that does not take its answer loses the connection`() async throws {
        let clock = ManualClock()
        let ended = Milestone()
        let endless = Scripted { _ in WebAnswer(status: 200, body: .stream(Endless(ended), length: nil)) }
        var limits = ServerLimits()
        limits.idleTime = .seconds(1_000_000_000)
        limits.headTime = .seconds(1_000_000_000)
        try await serving(endless, limits: limits, clock: clock) { port in
            try await Self.flying(clock) {
                let client = try RawClient(port)
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                await ended.wait()
                client.close()
            }
        }
    }

    @Test func `an answer may take as long as it likes`() async throws {
        let clock = ManualClock()
        let mayAnswer = Milestone()
        let slow = Scripted { _ in
            await mayAnswer.wait()
            return WebAnswer(status: 200)
        }
        var limits = ServerLimits()
        limits.headTime = .seconds(1_000_000_000)
        try await serving(slow, limits: limits, clock: clock) { port in
            var client = try RawClient(port)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await Self.pass(1_000, on: clock)
            mayAnswer.reach()
            #expect(try client.answer()?.status == 200)
        }
    }
}

/// Gives bytes for as long as somebody takes them, and tells when nobody does any more.
final class Endless: BodySource {
    private let ended: Milestone
    private let piece = [UInt8](repeating: 0, count: 65_536)

    init(_ ended: Milestone) {
        self.ended = ended
    }

    deinit { ended.reach() }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] { piece }
    func rewind() async -> Bool { false }
}
