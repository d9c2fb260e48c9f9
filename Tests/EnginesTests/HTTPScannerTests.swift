import Domain
import Engines
import HTTP
import Ports
import TestKit
import Testing
import Time

/// Engines that behave, and engines that do not, over a real connection.
@Suite struct HTTPScannerTests {
    private static let clean = #"{"result": {"verdict": "clean"}, "signatures": ["42"]}"#
    private static let identity = EngineIdentity(engineVersion: "7.1", signatureVersion: "42")

    @Test(arguments: [0, 1, 68, 64 * 1024, 1_000_000])
    func `a file is sent with its length, and the answer is read`(size: Int64) async throws {
        let fixture = try EngineFixture(path: "/engine") { connection in
            connection.answer(headers: "X-Engine: 7.1\r\n") { $0 == size ? Self.clean : "[]" }
        }
        #expect(await fixture.outcome(of: MadeContent(size)) == .success(Verdict(.undetected, by: Self.identity)))
    }

    @Test func `who the engine is comes with its answers`() async throws {
        let fixture = try EngineFixture { $0.answer(headers: "X-Engine: 7.1\r\n") { _ in Self.clean } }
        #expect(try await fixture.scanner.identify() == Self.identity)
    }

    @Test func `an engine that says when it has found something need not read the rest`() async throws {
        let fixture = try EngineFixture { connection in
            _ = connection.head()
            connection.reply("", "403 Forbidden")
            _ = connection.isClosed()
        }
        let content = MadeContent(100_000_000)
        #expect(await fixture.outcome(of: content).category == .failure)
        #expect(content.ended.withLock { $0 } == .cancelled)
    }

    /// The answer's own size tells an engine that looked at the beginning alone.
    @Test(arguments: [("clean", Domain.Category.partial), ("infected", .malicious)])
    func `an answer before the whole file was taken is no word about all of it`(
        _ word: String,
        _ category: Domain.Category
    ) async throws {
        let fixture = try EngineFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            _ = connection.read()
            connection.reply(#"{"result": {"verdict": "\#(word)"}}"#, headers: "Connection: close\r\n")
            connection.waitUntilNothingComes()
        }
        let outcome = await fixture.outcome(of: MadeContent(50_000_000))
        // Where the connection breaks before the answer is read, nobody has said anything: that is tried again.
        #expect(outcome.category == category || outcome.isUnavailable, "\(outcome)")
    }

    @Test func `what comes of an engine that reads nothing is a time-out, and the file is not fetched meanwhile`()
        async throws
    {
        let content = MadeContent(1_000_000_000)
        let fixture = try EngineFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            while content.ended.withLock({ $0 == nil }) { connection.waitUntilNothingComes() }
        }
        #expect(await fixture.outcome(of: content, within: .seconds(2)) == .failure(.deadlinePassed))
        // The sockets of both sides hold some megabytes; the rest was never made.
        #expect(Int64(content.given.count) * MadeContent.pieceSize < 32_000_000)
        #expect(content.ended.withLock { $0 } == .cancelled)
    }

    @Test func `an engine that never answers is a time-out`() async throws {
        let fixture = try EngineFixture { connection in
            _ = connection.request()
            _ = connection.isClosed()
        }
        #expect(await fixture.outcome(of: MadeContent(10), within: .milliseconds(200)) == .failure(.deadlinePassed))
    }

    @Test func `a scan that is cancelled ends, and so does the fetching`() async throws {
        let begun = Milestone()
        let fixture = try EngineFixture { connection in
            _ = connection.head()
            connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            begun.reach()
            connection.waitUntilNothingComes()
            _ = connection.read()
        }
        let content = MadeContent(1_000_000_000)
        let outcome = await withTaskGroup(of: Result<Verdict, PortError>.self) { group in
            group.addTask { await fixture.outcome(of: content) }
            await begun.wait()
            group.cancelAll()
            return await group.next()
        }
        #expect(outcome == .failure(.cancelled))
        #expect(content.ended.withLock { $0 } == .cancelled)
    }

    @Test(arguments: ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"])
    func `an engine that cannot now may be asked again`(status: String) async throws {
        let fixture = try EngineFixture { $0.answer(status) { _ in Self.clean } }
        #expect(await fixture.outcome(of: MadeContent(10)).isUnavailable)
    }

    @Test func `nobody there, and a connection that breaks, may be asked again`() async throws {
        let fixture = try EngineFixture { _ = $0.head() }
        #expect(await fixture.outcome(of: MadeContent(10)).isUnavailable)
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 1)
        let nobody = HTTPScanner(CurlTransport(trusting: .none), at: origin, .verdicts)
        await #expect(throws: PortError.self) { try await nobody.scan(MadeContent(10)) }
    }

    @Test func `a redirect is a failure, and nobody goes there`() async throws {
        let elsewhere = try EngineFixture { $0.answer { _ in Self.clean } }
        let port = elsewhere.server.port
        let fixture = try EngineFixture { connection in
            connection.answer("307 Temporary Redirect", headers: "Location: http://127.0.0.1:\(port)/\r\n") { _ in "" }
        }
        #expect(await fixture.outcome(of: MadeContent(10)).category == .failure)
        #expect(elsewhere.server.accepted.count == 0)
    }

    @Test(arguments: [true, false])
    func `an answer without end is a failure, and is not gathered`(isAnnounced: Bool) async throws {
        let fixture = try EngineFixture { connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 OK\r\n" + (isAnnounced ? "Content-Length: 9000000000\r\n\r\n" : "\r\n"))
            _ = connection.sendUntilStuck(50_000_000)
        }
        #expect(await fixture.outcome(of: MadeContent(10)).category == .failure)
    }

    @Test(arguments: [Int64(0), 9, 11]) func `a file of another length than was said is a failure`(
        _ really: Int64
    ) async throws {
        let fixture = try EngineFixture { $0.answer { _ in Self.clean } }
        var content = MadeContent(10)
        content.really = really
        #expect(await fixture.outcome(of: content).category == .failure)
    }

    @Test(arguments: [Int64(0), 9, 10])
    func `a file that cannot be read to its end is the store's failure, whatever the engine says`(
        _ really: Int64
    ) async throws {
        let fixture = try EngineFixture { $0.answer { _ in Self.clean } }
        var content = MadeContent(10)
        content.really = really
        let lost = PortError.unavailable(Outage(service: "s3", code: "lost", message: ""))
        content.failure = lost
        #expect(await fixture.outcome(of: content) == .failure(lost))
    }

    @Test func `of a hundred megabytes there are never more than a few pieces on their way`() async throws {
        let content = MadeContent(100_000_000)
        let most = Shared<Int64>(0)
        let fixture = try EngineFixture { connection in
            guard connection.head() != nil else { return }
            connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            var count: Int64 = 0
            while count < content.size.bytes {
                let bytes = connection.read()
                if bytes.isEmpty { return }
                count += Int64(bytes.count)
                let ahead = Int64(content.given.count) * MadeContent.pieceSize - count
                most.withLock { $0 = max($0, ahead) }
            }
            connection.reply(Self.clean)
        }
        #expect(await fixture.outcome(of: content).category == .undetected)
        #expect(most.withLock { $0 } < 16_000_000)
    }
}

extension Result<Verdict, PortError> {
    var category: Domain.Category? { if case .success(let verdict) = self { verdict.category } else { nil } }

    /// Whether the engine, and nobody else, is to be asked again.
    var isUnavailable: Bool {
        guard case .failure(.unavailable(let outage)) = self else { return false }
        return outage.service == "engine"
    }
}
