package import Hosting
package import JSON
import Time

extension Pipeline {
    /// Calls a function as the HTTP API does, with the principal that the authorizer found.
    package func call(
        _ function: some Handler,
        _ method: String,
        _ path: String,
        id: String? = nil,
        query: String = "",
        headers: [String: String] = [:],
        body: String? = nil,
        as caller: Principal? = .uploader
    ) async throws -> CalledAnswer {
        let claims: JSONValue =
            caller.map {
                [
                    "lambda": [
                        "organisation": .string($0.organisation), "subject": .string($0.subject),
                        "role": .string($0.role),
                    ]
                ]
            } ?? .null
        let named = headers.merging(["host": "api.example.com"]) { own, _ in own }.sorted { $0.key < $1.key }
        let event: JSONValue = [
            "version": "2.0", "routeKey": "$default", "rawPath": .string(path), "rawQueryString": .string(query),
            "headers": .object(JSONObject(named.map { ($0.key, .string($0.value)) })),
            "pathParameters": id.map { ["id": .string($0)] } ?? .null, "body": body.map { .string($0) } ?? .null,
            "isBase64Encoded": false,
            "requestContext": [
                "requestId": "request-1", "timeEpoch": .number(JSONNumber(clock.now.millisecondsSinceEpoch)),
                "http": ["method": .string(method), "path": .string(path), "sourceIp": "192.0.2.1"],
                "authorizer": claims,
            ],
        ]
        let reply = try await function.handle(EventBytes(event.bytes()), context: context())
        guard case .bytes(let bytes, _) = reply else { return CalledAnswer(status: 0, headers: [:], text: "") }
        let answer = try JSONValue(parsing: bytes)
        let fields = (answer["headers"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? "") }
        return CalledAnswer(
            status: answer["statusCode"]?.int ?? 0,
            headers: Dictionary(fields) { $1 },
            text: answer["body"]?.string ?? ""
        )
    }
}

/// What an HTTP client gets.
package struct CalledAnswer: Sendable {
    package let status: Int
    package let headers: [String: String]
    package let text: String

    package init(status: Int, headers: [String: String], text: String) {
        self.status = status
        self.headers = headers
        self.text = text
    }

    package var json: JSONValue {
        get throws { try JSONValue(parsing: Array(text.utf8)) }
    }
}

extension Principal {
    package static let uploader = Principal(organisation: "acme", subject: "someone", role: "uploader")
    package static let reader = Principal(organisation: "acme", subject: "reader", role: "reader")
    package static let administrator = Principal(organisation: "acme", subject: "chief", role: "administrator")
    package static let stranger = Principal(organisation: "other", subject: "stranger", role: "administrator")
}
