import AllFunctions
import Hosting
import JSON
import Template
import TestKit
import Testing

@testable import local_runner

/// What an HTTP API asks its authorizer goes to the authorizer, and what that says is shown.
struct AuthorizerEventTests {
    private static let template = """
        Transform: AWS::Serverless-2016-10-31
        Globals: {Function: {Runtime: provided.al2023, Handler: bootstrap, CodeUri: ./}}
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi
            Properties:
              Auth:
                DefaultAuthorizer: Keys
                Authorizers:
                  Keys:
                    FunctionArn: !GetAtt Guard.Arn
                    AuthorizerPayloadFormatVersion: '2.0'
                    EnableSimpleResponses: true
                    Identity: {Headers: [x-api-key]}
                  Passes:
                    FunctionArn: !GetAtt Porter.Arn
                    AuthorizerPayloadFormatVersion: '2.0'
                    EnableSimpleResponses: true
                    Identity: {Headers: [x-pass]}
          Guard: {Type: 'AWS::Serverless::Function', Properties: {FunctionName: guard}}
          Porter: {Type: 'AWS::Serverless::Function', Properties: {FunctionName: porter}}
          Desk:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: desk
              Events:
                Doc: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: '/docs/{id}', Method: GET}}
                Put:
                  Type: HttpApi
                  Properties: {ApiId: !Ref Api, Path: '/docs', Method: POST, Auth: {Authorizer: Passes}}
                Open: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /open, Method: GET, Auth: {Authorizer: NONE}}}
        """

    private static func question(_ method: String, _ path: String, of route: String = "$default") -> String {
        #"{"version":"2.0","type":"REQUEST","routeKey":"\#(route)","rawPath":"\#(path)","requestContext":"#
            + #"{"http":{"method":"\#(method)"}}}"#
    }

    private static func function(for text: String) throws -> String {
        let stack = try Stack(reading: Array(template.utf8))
        return try EventTarget(stack).function(for: try #require(try ReplayInput(Array(text.utf8)).events.first))
    }

    @Test(arguments: [
        (question("GET", "/docs/1", of: "GET /docs/{id}"), "guard"), (question("GET", "/docs/1"), "guard"),
        (question("POST", "/docs"), "porter"),
    ])
    func `an authorizer is asked about the routes that it guards`(_ text: String, _ name: String) throws {
        #expect(try Self.function(for: text) == name)
    }

    @Test(arguments: [
        (question("GET", "/open"), "no function of the template gets what an authorizer of GET /open is asked"),
        // The API has no such route: then any of its authorizers may be meant.
        (question("GET", "/"), "--function NAME says which of guard, porter is meant"),
    ])
    func `where nobody would be asked, that is said`(_ text: String, _ words: String) throws {
        let fault = #expect(throws: TargetFault.self) { try Self.function(for: text) }
        #expect(fault?.description.contains(words) == true, "\(String(describing: fault))")
    }

    private static func replay(_ options: String...) async throws -> Visit {
        try await withTemporaryFolder { folder in
            try write(template, to: "\(folder)/template.yaml")
            let made = Screen()
            let kind = ["generate-event", "authorizer", "--path", "/docs/7", "--route", "GET /docs/{id}"]
            _ = await made.runner().run(kind)
            try write(made.output, to: "\(folder)/event.json")
            let screen = Screen()
            let table = FunctionTable([
                "Guard": { _, _ in Speaker(words: #"{"isAuthorized":false,"context":{"why":"late"}}"#) },
                "Porter": { _, _ in Speaker(words: "{}") }, "Desk": { _, _ in Speaker(words: #"{"statusCode":500}"#) },
            ])
            let line = ["replay", "\(folder)/event.json", "--template", "\(folder)/template.yaml", "--seed", "1"]
            let ending = await screen.runner(functions: table).run(line + options)
            return Visit(ending: ending, output: screen.output, errors: screen.errors)
        }
    }

    @Test func `what it says is shown, and is an answer also where it is no`() async throws {
        let visit = try await Self.replay()
        #expect(visit.ending == .success, "\(visit.output)\(visit.errors)")
        #expect(visit.output.hasPrefix("Guard  cold"), "\(visit.output)")
        let told = "\n\nauthorizer of GET /docs/7\n  isAuthorized  false\n  context       why late\n"
        #expect(visit.output.contains(told), "\(visit.output)")
    }

    @Test func `JSON has it, and no answer to a client`() async throws {
        let visit = try await Self.replay("--json")
        let value = try JSONValue(parsing: Array(visit.output.utf8))
        let answer: JSONValue = ["isAuthorized": false, "context": ["why": "late"]]
        #expect(value["authorizers"] == [["method": "GET", "path": "/docs/7", "answer": answer]])
        #expect(value["answers"] == nil)
    }
}

/// A function that always says the same.
private struct Speaker: Handler {
    let words: String

    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        .bytes(Array(words.utf8))
    }
}
