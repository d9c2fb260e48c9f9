import HTTP
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// A step of ours behind an API, from the request of a client to its answer.
struct APIFrontTests {
    /// Says back what it read out of the request.
    private struct Recall: Step {
        struct Event: HTTPEvent {
            let words: [String]

            init(_ request: HTTPRequest) throws(StepFailure) {
                if request.headers["x-wrong"] != nil {
                    throw .reject(Fault(.invalid, "wrong", "That is wrong."))
                }
                words = [
                    request.method, request.path, request.query, request.pathParameters["id"] ?? "-",
                    request.headers["x-key"] ?? "-", String(decoding: request.body, as: UTF8.self),
                ]
            }

            init(from decoder: any Decoder) throws {
                words = try decoder.singleValueContainer().decode([String].self)
            }
        }

        struct Output: HTTPOutput {
            let words: [String]

            func response() throws(StepFailure) -> HTTPResponse {
                var response = try HTTPResponse.json(words, status: 201)
                response.headers["etag"] = "\"1\""
                return response
            }
        }

        func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Output {
            Output(words: event.words + [context.principal.map { "\($0.organisation)/\($0.subject)" } ?? "nobody"])
        }
    }

    private static func shop() throws -> Storefront {
        let front = HTTPFront(Recall())
        let keeper = Scripted.answering(
            #"{"isAuthorized":true,"context":{"organisation":"o","subject":"s","role":"member"}}"#
        )
        return try Storefront(
            routes: ["ANY /docs/{id}"],
            api: """
                      Auth:
                        DefaultAuthorizer: Keeper
                        Authorizers:
                          Keeper:
                            FunctionArn: !GetAtt Keeper.Arn
                            AuthorizerPayloadFormatVersion: "2.0"
                            EnableSimpleResponses: true
                            Identity: {Headers: [Authorization]}
                """,
            resources: """
                  Keeper:
                    Type: AWS::Serverless::Function
                    Properties: {FunctionName: keeper, Handler: bootstrap, Runtime: provided.al2023, CodeUri: .}
                """,
            [
                "echo": Scripted { event, context throws(StepFailure) in
                    try await front.handle(event, context: context)
                }, "keeper": keeper,
            ]
        )
    }

    @Test(arguments: ["application/json", "application/octet-stream"])
    func `a step reads the request, whoever sent it, and its answer comes back`(type: String) async throws {
        try await Self.shop().open { shop in
            let transport = DirectTransport(to: shop.cloud, clock: shop.clock)
            let response = try await transport.exchange(
                WebRequest(
                    method: "PUT",
                    origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566),
                    target: "/docs/a%20b?c=d",
                    headers: ["Authorization": "Bearer t", "X-Key": "k", "Content-Type": type],
                    body: .bytes(Array("{}".utf8))
                ),
                bodyLimit: 65_536
            )
            #expect(response.head.status == 201)
            #expect(response.head.headers["etag"] == "\"1\"")
            #expect(response.head.headers["content-type"] == "application/json")
            let words = try JSONValue(parsing: response.body).array?.compactMap(\.string)
            #expect(words == ["PUT", "/docs/a b", "c=d", "a b", "k", "{}", "o/s"])
        }
    }

    @Test func `a step's refusal is a problem that the client reads`() async throws {
        try await Self.shop().open { shop in
            let answer = await shop.get("/docs/7", headers: ["Authorization": "Bearer t", "X-Wrong": "1"])
            #expect(answer.status == 422)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer.json?["detail"] == "That is wrong.")
        }
    }
}
