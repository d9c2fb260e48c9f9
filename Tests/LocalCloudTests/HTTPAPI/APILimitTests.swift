import HTTP
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// How much an API takes, and how often.
struct APILimitTests {
    private static let stage = """
              DefaultRouteSettings: {ThrottlingBurstLimit: 2, ThrottlingRateLimit: 4}
              RouteSettings:
                "GET /rare": {ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.5}
                "GET /never": {ThrottlingBurstLimit: 0, ThrottlingRateLimit: 0}
                "GET /half": {ThrottlingRateLimit: 1}
        """

    private static func shop() throws -> Storefront {
        try Storefront(routes: ["GET /docs", "GET /other", "GET /rare", "GET /never", "GET /half"], api: stage)
    }

    @Test func `a burst goes through, and after it as many as the rate lets through`() async throws {
        try await Self.shop().open { shop in
            #expect(await shop.statuses("/docs", 3) == [200, 200, 429])
            shop.clock.advance(by: .milliseconds(249))
            #expect(await shop.statuses("/docs", 1) == [429])
            shop.clock.advance(by: .milliseconds(1))
            #expect(await shop.statuses("/docs", 2) == [200, 429])
            shop.clock.advance(by: .seconds(3_600))
            #expect(await shop.statuses("/docs", 3) == [200, 200, 429])
            #expect(await shop.get("/docs").text == "{\"message\":\"Too Many Requests\"}")
        }
    }

    @Test func `each route has a bucket of its own, with limits of its own where it names them`() async throws {
        try await Self.shop().open { shop in
            #expect(await shop.statuses("/docs", 3) == [200, 200, 429])
            #expect(await shop.statuses("/other", 3) == [200, 200, 429])
            #expect(await shop.statuses("/rare", 2) == [200, 429])
            #expect(await shop.statuses("/never", 1) == [429])
            #expect(await shop.statuses("/half", 3) == [200, 200, 429])
            shop.clock.advance(by: .seconds(1))
            #expect(await shop.statuses("/rare", 1) == [429])
            #expect(await shop.statuses("/half", 2) == [200, 429])
            shop.clock.advance(by: .seconds(1))
            #expect(await shop.statuses("/rare", 1) == [200])
        }
    }

    @Test func `what is turned away has reached no function`() async throws {
        let handler = Scripted.echo()
        let shop = try Storefront(routes: ["GET /docs"], api: Self.stage, ["echo": handler])
        await shop.open { shop in _ = await shop.statuses("/docs", 5) }
        #expect(handler.count == 2)
    }

    @Test func `without limits of its own an API has none here`() async throws {
        try await Storefront(routes: ["GET /docs"]).open { shop in
            #expect(await shop.statuses("/docs", 50) == [Int](repeating: 200, count: 50))
        }
    }

    @Test func `a body over ten mebibytes is too large`() async throws {
        try await Storefront(routes: ["POST /docs"], ["echo": .answering("{}")]).open { shop in
            let over = [UInt8](repeating: 0x61, count: 10 * 1_024 * 1_024 + 1)
            let answer = await shop.send("POST", "/docs", body: over)
            #expect(answer.status == 413)
            #expect(answer.text == "{\"message\":\"Request Entity Too Large\"}")
        }
    }

    @Test func `so is an event over what a function takes`() async throws {
        let handler = Scripted.answering("{}")
        try await Storefront(routes: ["POST /docs"], ["echo": handler]).open { shop in
            let text: WebHeaders = ["Content-Type": "text/plain"]
            let body = [UInt8](repeating: 0x61, count: 6_200_000)
            #expect(await shop.send("POST", "/docs", headers: text, body: body).status == 200)
            // As base64 it is a third more.
            #expect(await shop.send("POST", "/docs", body: body).status == 413)
            #expect(handler.count == 1)
        }
    }

    @Test func `a streamed body is read, and one that breaks off is a bad request`() async throws {
        try await Storefront(routes: ["POST /docs"]).open { shop in
            #expect(await shop.status(of: .stream(Pieces([[0x61], [0x62]]), length: nil)) == 200)
            #expect(await shop.status(of: .stream(Pieces([[0x61]], breaks: true), length: 9)) == 400)
            let much = [[UInt8]](repeating: [UInt8](repeating: 0x61, count: 1 << 20), count: 11)
            #expect(await shop.status(of: .stream(Pieces(much), length: nil)) == 413)
        }
    }

    @Test func `request line and header values over ten kibibytes are too large`() async throws {
        try await Storefront(routes: ["GET /docs"]).open { shop in
            // The method, the target and the host are of it.
            let rest = 10_240 - "GET/docs127.0.0.1:4566".utf8.count
            let most: WebHeaders = ["X-Long": String(repeating: "a", count: rest)]
            #expect(await shop.get("/docs", headers: most).status == 200)
            let over: WebHeaders = ["X-Long": String(repeating: "a", count: rest + 1)]
            let answer = await shop.get("/docs", headers: over)
            #expect(answer.status == 431)
            #expect(answer.text == "{\"message\":\"Request Header Fields Too Large\"}")
            #expect(await shop.get("/docs?" + String(repeating: "a", count: 10_240)).status == 431)
        }
    }
}

extension Storefront {
    fileprivate func statuses(_ path: String, _ count: Int) async -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(await get(path).status) }
        return statuses
    }

    fileprivate func status(of body: WebBody) async -> Int {
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566)
        let request = WebRequest(method: "POST", origin: origin, target: "/docs", body: body)
        return await cloud.answer(request).status
    }
}

/// A body in pieces, which may break off behind the last.
private final class Pieces: BodySource {
    private let pieces: Shared<[[UInt8]]>
    private let breaks: Bool

    init(_ pieces: [[UInt8]], breaks: Bool = false) {
        self.pieces = Shared(pieces)
        self.breaks = breaks
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        let piece = pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if piece == nil, breaks { throw BodyFailure("it broke off") }
        return piece ?? []
    }

    func rewind() async -> Bool { false }
}
