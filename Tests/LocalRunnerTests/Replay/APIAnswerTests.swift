import AllFunctions
import Hosting
import JSON
import TestKit
import Testing

@testable import local_runner

/// A request of an HTTP API that is replayed as an event is answered where its client would have been.
struct APIAnswerTests {
    private static let template = """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Desk:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: provided.al2023
              Handler: bootstrap
              Events:
                Doc: {Type: HttpApi, Properties: {Path: '/docs/{id}', Method: GET}}
        """

    private static func run(_ line: [String], answering answer: String?) async -> Visit {
        let screen = Screen()
        let table = FunctionTable(["Desk": { _, _ in Desk(answer: answer) }])
        let ending = await screen.runner(functions: table).run(line)
        return Visit(ending: ending, output: screen.output, errors: screen.errors)
    }

    private static func replay(_ answer: String?, _ options: String...) async throws -> Visit {
        try await withTemporaryFolder { folder in
            try write(template, to: "\(folder)/template.yaml")
            let event = await run(["generate-event", "http-api", "--path", "/docs/7", "--seed", "1"], answering: nil)
            try write(event.output, to: "\(folder)/event.json")
            let line = ["replay", "\(folder)/event.json", "--template", "\(folder)/template.yaml", "--seed", "1"]
            return await run(line + options, answering: answer)
        }
    }

    private static let answers: [(String?, Ending, String)] = [
        (#"{"statusCode":200,"body":"{\"id\":7}"}"#, Ending.success, "GET /docs/7  200\n  id  7\n"),
        (#"{"statusCode":404,"body":"no such\u001b[2J"}"#, .success, "GET /docs/7  404\n  no such\\u{1b}[2J\n"),
        (#"{"id":7}"#, .success, "GET /docs/7  200\n  id  7\n"),
        (#"{"statusCode":200,"isBase64Encoded":true,"body":"aGk="}"#, .success, "GET /docs/7  200\n  hi\n"),
        (#"{"statusCode":503,"body":"later"}"#, .handlerFailed, "GET /docs/7  503\n  later\n"),
        // What the API takes for no answer, it answers itself.
        (#"{"statusCode":"x"}"#, .handlerFailed, "GET /docs/7  500\n  message  Internal Server Error\n"),
        (nil, .handlerFailed, "GET /docs/7  500\n  message  Internal Server Error\n"),
    ]

    @Test(arguments: answers)
    func `status and body are shown, and a status of 500 or more is a failure, told once`(
        _ answer: String?,
        _ ending: Ending,
        _ words: String
    ) async throws {
        let visit = try await Self.replay(answer)
        #expect(visit.ending == ending, "\(visit.output)\(visit.errors)")
        #expect(visit.output.contains("\n\n\(words)"), "\(visit.output)")
        if ending != .success { #expect(visit.output.hasSuffix("1 event failed for good.\n"), "\(visit.output)") }
    }

    @Test func `JSON has the answer among those of clients`() async throws {
        let visit = try await Self.replay(#"{"statusCode":200,"body":"{\"id\":7}"}"#, "--json")
        let value = try JSONValue(parsing: Array(visit.output.utf8))
        #expect(value["answers"] == [["method": "GET", "path": "/docs/7", "status": 200, "body": ["id": 7]]])
    }
}

/// A function with one answer, or none.
private struct Desk: Handler {
    let answer: String?

    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        guard let answer else { throw .reject(Fault(.invalid, "closed", "Nobody is in.")) }
        return .bytes(Array(answer.utf8))
    }
}
