import Encoding
import JSON

struct HTTPAPIEvent: GeneratedEvent {
    static let kind = "http-api"
    static let summary = "print a request to an HTTP API (payload format 2.0)"
    static let options = APIRequest.options + [Self.body, Self.claim]

    private static let body = Option("--body", "TEXT", "its body, application/json unless a header says another type")
    private static let claim = Option(
        "--claim",
        "NAME=VALUE",
        "what the authorizer put into the request's context",
        isRepeatable: true
    )

    private let request: APIRequest
    private let body: String?
    private let claims: [NamedValue]

    init(_ arguments: Arguments) throws(UsageFault) {
        body = arguments[Self.body]
        claims = try arguments.named(Self.claim)
        var request = try APIRequest(arguments)
        if let body { request.describe(body) }
        self.request = request
    }

    func value(on occasion: Occasion) -> JSONValue {
        var event: JSONObject = ["version": "2.0"]
        let claims = JSONObject(claims.map { ($0.name, .string($0.value)) })
        request.write(into: &event, authorizer: claims.isEmpty ? nil : ["lambda": .object(claims)], on: occasion)
        let isText = request.isText
        event["body"] = body.map { .string(isText ? $0 : Base64.encode(Array($0.utf8))) }
        event["isBase64Encoded"] = .bool(body != nil && !isText)
        return .object(event)
    }
}
