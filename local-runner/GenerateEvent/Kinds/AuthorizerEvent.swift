import JSON

struct AuthorizerEvent: GeneratedEvent {
    static let kind = "authorizer"
    static let summary = "print what an HTTP API asks its authorizer (payload format 2.0)"
    static let options = APIRequest.options + [Self.identity]

    private static let identity = Option(
        "--identity",
        "HEADER",
        "the header that says who asks; authorization by default, and made up where it is not given"
    )

    private let request: APIRequest
    private let identity: String

    init(_ arguments: Arguments) throws(UsageFault) {
        let header = (arguments[Self.identity] ?? "authorization").lowercased()
        var request = try APIRequest(arguments)
        identity = request.headers[header] ?? "example-identity"
        request.headers[header] = identity
        self.request = request
    }

    func value(on occasion: Occasion) -> JSONValue {
        let api = occasion.word(10)
        let place = "\(api)/$default/\(request.method)\(request.toldPath)"
        var event: JSONObject = [
            "version": "2.0", "type": "REQUEST", "routeArn": .string(occasion.arn("execute-api", place)),
            "identitySource": [.string(identity)],
        ]
        request.write(into: &event, api: api, authorizer: nil, on: occasion)
        return .object(event)
    }
}
