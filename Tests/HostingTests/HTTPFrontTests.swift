import Hosting
import JSON
import TestKit
import Testing

/// A step behind an API: greets who is named in the path or in the body.
struct Greet: Step {
    struct Event: HTTPEvent {
        let name: String

        private struct Body: Decodable {
            let name: String
        }

        init(_ request: HTTPRequest) throws(StepFailure) {
            name = request.body.isEmpty ? request.pathParameters["name"] ?? "" : try request.json(Body.self).name
        }

        init(from decoder: any Decoder) throws {
            name = try decoder.singleValueContainer().decode(String.self)
        }
    }

    struct Output: HTTPOutput {
        let greeting: String

        func response() throws(StepFailure) -> HTTPResponse {
            var response = try HTTPResponse.json(["greeting": greeting])
            response.headers["etag"] = "\"\(greeting.count)\""
            return response
        }
    }

    func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Output {
        switch event.name {
        case "busy": throw .retry(after: .milliseconds(1_200), .busy)
        case "limit": throw .reject(Fault(.overLimit(retryAfter: .seconds(60)), "plan-used-up", "Wait a minute."))
        case "odd": throw .reject(.odd)
        case "broken": throw .reject(Fault(.broken, "broken", "A fault of ours."))
        case "whoami":
            Output(greeting: context.principal.map { "\($0.organisation)/\($0.subject)/\($0.role)" } ?? "nobody")
        default: Output(greeting: "Hello, \(event.name)")
        }
    }
}

@Suite struct HTTPFrontTests {
    let front = HTTPFront(Greet())

    func request(
        _ name: String,
        method: String = "GET",
        headers: JSONValue = [:],
        body: JSONValue = .null,
        isBase64: Bool = false,
        authorizer: JSONValue = .null
    ) -> JSONValue {
        [
            "version": "2.0", "routeKey": "GET /greet/{name}", "rawPath": .string("/greet/\(name)"),
            "rawQueryString": "", "headers": headers, "pathParameters": ["name": .string(name)], "body": body,
            "isBase64Encoded": .bool(isBase64),
            "requestContext": [
                "requestId": "api-1", "timeEpoch": 1_795_248_000_000, "authorizer": authorizer,
                "http": ["method": .string(method), "path": .string("/greet/\(name)"), "sourceIp": "192.0.2.1"],
            ],
        ]
    }

    @Test func `an output becomes status, headers and body`() async throws {
        let response = try await front.json(request("you"), context())
        #expect(response["statusCode"] == 200)
        #expect(response["headers"]?["content-type"] == "application/json")
        #expect(response["body"] == "{\"greeting\":\"Hello, you\"}")
        #expect(response["isBase64Encoded"] == false)
    }

    @Test(arguments: [("{\"name\":\"body\"}", false), ("eyJuYW1lIjoiYm9keSJ9", true)])
    func `a body is read as text and as base64`(body: String, isBase64: Bool) async throws {
        let event = request("path", method: "POST", body: .string(body), isBase64: isBase64)
        #expect(try await front.json(event, context())["body"] == "{\"greeting\":\"Hello, body\"}")
    }

    @Test(arguments: [
        ("busy", 503, "busy", "2"), ("limit", 429, "plan-used-up", "60"), ("odd", 422, "odd", nil),
        ("broken", 500, "broken", nil),
    ])
    func `a failure becomes a problem`(name: String, status: Int, code: String, retryAfter: String?) async throws {
        let response = try await front.json(request(name), context())
        #expect(response["statusCode"] == .number(JSONNumber(status)))
        #expect(response["headers"]?["content-type"] == "application/problem+json")
        #expect(response["headers"]?["retry-after"]?.string == retryAfter)
        let body = try JSONValue(parsing: Array(try #require(response["body"]?.string).utf8))
        #expect(body["type"] == .string("urn:assay:problem:\(code)"))
        #expect(body["status"] == .number(JSONNumber(status)))
        #expect(body["request_id"] == "request-1")
        #expect(body["detail"]?.string?.hasSuffix(".") == true)
    }

    @Test(arguments: [("{", false), ("{\"nome\":1}", false), ("*", true)])
    func `a body that cannot be read is the caller's fault`(body: String, isBase64: Bool) async throws {
        let event = request("path", method: "POST", body: .string(body), isBase64: isBase64)
        #expect(try await front.json(event, context())["statusCode"] == 400)
    }

    @Test(arguments: ["\"10\"", "W/\"10\"", "\"1\", \"10\"", "*", " \"10\" "])
    func `a client that holds the answer gets 304`(tags: String) async throws {
        let response = try await front.json(request("you", headers: ["if-none-match": .string(tags)]), context())
        #expect(response["statusCode"] == 304)
        #expect(response["body"] == "")
        #expect(response["headers"] == ["etag": "\"10\""])
    }

    @Test(arguments: [("GET", "\"11\""), ("GET", "10"), ("POST", "\"10\"")])
    func `any other request gets the answer`(method: String, tags: String) async throws {
        let event = request("you", method: method, headers: ["if-none-match": .string(tags)])
        #expect(try await front.json(event, context())["statusCode"] == 200)
    }

    @Test func `the authorizer's claims are the principal`() async throws {
        let claims: JSONValue = ["lambda": ["organisation": "o", "subject": "s", "role": "reader"]]
        let response = try await front.json(request("whoami", authorizer: claims), context())
        #expect(response["body"] == "{\"greeting\":\"o/s/reader\"}")
    }

    @Test(arguments: [JSONValue.null, [:], ["lambda": ["organisation": "o"]], ["lambda": .null]])
    func `half a principal is nobody`(authorizer: JSONValue) async throws {
        let response = try await front.json(request("whoami", authorizer: authorizer), context())
        #expect(response["body"] == "{\"greeting\":\"nobody\"}")
    }

    @Test(
        arguments: [
            ["jwt": ["claims": ["exp": 1_795_248_000, "sub": "s"], "scopes": .null]],
            ["iam": ["accessKey": "a", "cognitoIdentity": .null, "userArn": "arn:aws:iam::1:user/u"]],
        ] as [JSONValue]
    )
    func `another authorizer's word makes no principal`(authorizer: JSONValue) async throws {
        let response = try await front.json(request("whoami", authorizer: authorizer), context())
        #expect(response["body"] == "{\"greeting\":\"nobody\"}")
    }

    @Test func `a request without headers, query and body is one`() async throws {
        let event: JSONValue = [
            "version": "2.0", "routeKey": "$default", "rawPath": "/", "pathParameters": ["name": "you"],
            "requestContext": [
                "requestId": "api-1", "timeEpoch": 1_795_248_000_000,
                "http": ["method": "GET", "path": "/", "sourceIp": "192.0.2.1"],
            ],
        ]
        #expect(try await front.json(event, context())["body"] == "{\"greeting\":\"Hello, you\"}")
    }

    @Test func `what is no request fails the invocation`() async {
        await #expect(throws: StepFailure.self) { try await front.json(["Records": []], context()) }
    }

    @Test func `only our own faults are logged as errors`() async throws {
        let sink = MemorySink()
        _ = try await front.json(request("odd"), context(sink: sink))
        #expect(sink.lines.isEmpty)
        _ = try await front.json(request("broken"), context(sink: sink))
        #expect(sink.lines.count == 1 && sink.lines[0].contains("\"requestId\":\"request-1\""))
    }
}

@Suite struct DirectFrontTests {
    @Test func `an event is typed and so is the output`() async throws {
        let front = DirectFront(Noting())
        #expect(try await front.json(["name": "you"], context()) == ["greeting": "Hello, you"])
    }

    @Test func `an event of another shape is refused with its place`() async throws {
        let failure = await #expect(throws: StepFailure.self) {
            try await DirectFront(Noting()).json(["name": 5], context())
        }
        #expect(failure?.fault.code == "malformed-event")
        #expect(failure?.fault.message.contains("$.name") == true)
    }

    @Test func `a step's failure passes through, and the log has it`() async {
        let front = DirectFront(Noting(failures: ["a": .reject(.odd)]))
        let sink = MemorySink()
        await #expect(throws: StepFailure.reject(.odd)) { try await front.json(["name": "a"], context(sink: sink)) }
        #expect(sink.lines.count == 1 && sink.lines[0].contains("\(Fault.odd)"))
    }
}
