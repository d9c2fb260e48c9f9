import HTTP
import HTTPServer
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// An API behind the server, and a client that nobody here wrote.
struct APIServerTests {
    private func serving(
        _ routes: [String],
        _ handler: Scripted,
        _ body: @escaping @Sendable (WebOrigin, CurlTransport) async throws -> Void
    ) async throws {
        let shop = try Storefront(routes: routes, ["echo": handler])
        let transport = CurlTransport(trusting: CertificateAuthorities(.file("/none")))
        try await shop.open { shop in
            try await withEventLoop { crew in
                let server = try HTTPServer(on: crew)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await server.serve(shop.cloud) }
                    defer { group.cancelAll() }
                    try await body(WebOrigin(scheme: .http, host: "127.0.0.1", port: server.port), transport)
                }
            }
        }
    }

    @Test func `a body of any framing comes whole, and so does the answer`() async throws {
        let handler = Scripted { event, _ throws(StepFailure) in
            let length = (try? JSONValue(parsing: event.bytes))?["headers"]?["content-length"]?.string ?? "?"
            return .bytes(Array(#"{"statusCode":201,"body":"\#(length)","cookies":["a=1","b=2"]}"#.utf8))
        }
        try await serving(["POST /docs"], handler) { origin, transport in
            let bytes = [UInt8](repeating: 0x61, count: 3_000_000)
            for body in [WebBody.bytes(bytes), .stream(OnePiece(bytes), length: nil)] {
                let request = WebRequest(method: "POST", origin: origin, target: "/docs", body: body)
                let response = try await transport.exchange(request, bodyLimit: 1 << 20)
                #expect(response.head.status == 201)
                #expect(response.body == Array("3000000".utf8))
                #expect(response.head.headers.all("set-cookie") == ["a=1", "b=2"])
                #expect(response.head.headers["content-length"] == "7")
            }
        }
    }

    @Test func `HEAD, an empty answer and one too many bytes are told as HTTP has it`() async throws {
        try await serving(["HEAD /docs", "POST /docs"], .answering(#"{"body":"hello","statusCode":200}"#)) {
            origin,
            transport in
            let head = try await transport.exchange(
                WebRequest(method: "HEAD", origin: origin, target: "/docs"),
                bodyLimit: 1 << 20
            )
            #expect(head.head.headers["content-length"] == "5")
            #expect(head.body.isEmpty)
            let long = WebBody.bytes([UInt8](repeating: 0x61, count: 10 * 1_024 * 1_024 + 1))
            let refused = try await transport.exchange(
                WebRequest(method: "POST", origin: origin, target: "/docs", body: long),
                bodyLimit: 1 << 20
            )
            #expect(refused.head.status == 413)
            let again = try await transport.exchange(
                WebRequest(method: "POST", origin: origin, target: "/docs", body: .bytes([0x61])),
                bodyLimit: 1 << 20
            )
            #expect(again.body == Array("hello".utf8))
        }
    }
}

/// A body of one piece, whose length is not told.
private final class OnePiece: BodySource {
    private let rest: Shared<[UInt8]>

    init(_ bytes: [UInt8]) {
        rest = Shared(bytes)
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        rest.withLock { rest in
            let piece = Array(rest.prefix(limit))
            rest.removeFirst(piece.count)
            return piece
        }
    }

    func rewind() async -> Bool { false }
}
