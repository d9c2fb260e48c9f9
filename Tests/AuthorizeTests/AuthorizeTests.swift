import Authorize
import Domain
import FlowKit
import Hosting
import JSON
import Testing
import Time

@Suite struct AuthorizeTests {
    private let refused: JSONValue = ["isAuthorized": false]

    private func ask(_ pipeline: Pipeline, _ event: JSONValue) async throws -> JSONValue {
        let step = try pipeline.function { DirectFront(try Authorize(&$0)) }
        let reply = try await step.handle(EventBytes(event.bytes()), context: pipeline.context())
        guard case .bytes(let bytes, _) = reply else { return .null }
        return try JSONValue(parsing: bytes)
    }

    private func event(_ key: String) -> JSONValue {
        [
            "version": "2.0", "type": "REQUEST", "routeArn": "arn:aws:execute-api:us-east-1:1:a/$default/GET/docs",
            "identitySource": [.string(key)], "routeKey": "GET /docs", "rawPath": "/docs", "rawQueryString": "",
            "headers": ["host": "api.example.com", "x-api-key": .string(key)],
            "requestContext": ["http": ["method": "GET", "path": "/docs"], "stage": "$default"],
        ]
    }

    @Test(arguments: APIKey.Role.allCases)
    func `a key lets its holder in, as who it is`(_ role: APIKey.Role) async throws {
        let pipeline = try await Pipeline()
        let key = try await pipeline.key(role: role)
        let context: JSONValue = ["organisation": "acme", "subject": "someone", "role": .string(role.rawValue)]
        #expect(try await ask(pipeline, event(key)) == ["isAuthorized": true, "context": context])
    }

    @Test(arguments: [
        "", ".", "key-0001", "key-0001.", ".0123456789abcdef", "KEY-0001.secret", "key-0001.wrong", "key-0002.secret",
        "key-0001.secret ", " key-0001.secret", "key-0001.secret,key-0001.secret", "key-0001 secret", "Bearer x.y.z",
        "key-0001.secret\u{0}", "é.é", String(repeating: "x", count: 10_000),
        "key-0001." + String(repeating: "s", count: 300),
    ])
    func `whatever is not just right is refused alike`(_ key: String) async throws {
        let pipeline = try await Pipeline()
        _ = try await pipeline.key()
        #expect(try await ask(pipeline, event(key)) == refused)
    }

    @Test func `a key that is revoked or past its time lets nobody in`() async throws {
        let pipeline = try await Pipeline()
        let now = pipeline.clock.now
        let revoked = try await pipeline.key("key-revoked", isRevoked: true)
        let past = try await pipeline.key("key-past", expiresAt: now - .seconds(1))
        let last = try await pipeline.key("key-last", expiresAt: now + .seconds(60))
        #expect(try await ask(pipeline, event(revoked)) == refused)
        #expect(try await ask(pipeline, event(past)) == refused)
        #expect(try await ask(pipeline, event(last))["isAuthorized"] == true)
        pipeline.clock.move(by: .seconds(60))
        #expect(try await ask(pipeline, event(last)) == refused)
    }

    @Test(
        arguments: [
            [:], ["headers": nil], ["headers": [:]], ["headers": ["authorization": "Bearer abc"]],
        ] as [JSONValue]
    )
    func `a request that says nothing of who asks is refused`(_ event: JSONValue) async throws {
        #expect(try await ask(try await Pipeline(), event) == refused)
    }

    @Test(arguments: [true, false])
    func `where keys cannot be looked up, nobody is let in and the invocation fails`(_ comesFirst: Bool) async throws {
        let pipeline = try await Pipeline()
        let key = try await pipeline.key()
        pipeline.transport.add(FaultyTransport.Fault("GetItem", comesFirst: comesFirst))
        await #expect(throws: StepFailure.self) { try await ask(pipeline, event(key)) }
    }

    @Test func `no part of a secret reaches a log`() async throws {
        let pipeline = try await Pipeline()
        let key = try await pipeline.key()
        _ = try await ask(pipeline, event(key))
        _ = try await ask(pipeline, event("key-0001.wrong"))
        pipeline.transport.add(FaultyTransport.Fault("GetItem"))
        do {
            _ = try await ask(pipeline, event(key))
        } catch {
            #expect(!"\(error)".contains("key-0001") && !"\(error)".contains("secret"))
        }
        #expect(!pipeline.lines.all.contains { $0.contains("secret") || $0.contains("key-0001") })
    }
}

extension Pipeline {
    /// Keeps a key whose secret is `secret`, and tells what its holder sends.
    fileprivate func key(
        _ id: String = "key-0001",
        role: APIKey.Role = .uploader,
        expiresAt: Instant? = nil,
        isRevoked: Bool = false
    ) async throws -> String {
        let key = APIKey(
            id: try APIKeyID(id),
            secretSHA256: try #require(FileHash(hex: Self.sha256OfSecret)),
            organisation: Self.organisation,
            owner: OwnerName(unchecked: "someone"),
            role: role,
            expiresAt: expiresAt,
            isRevoked: isRevoked
        )
        try await keep(key)
        return "\(id).secret"
    }

    // `printf secret | sha256sum`
    private static let sha256OfSecret = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
}
