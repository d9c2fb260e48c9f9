import Hosting
import JSON
import TestKit
import Testing

@testable import LambdaHost

@Suite struct ErrorTests {
    static let awkward = "bad \"quote\"\n\té 日本 \u{1} end"

    @Test func `a failure is reported with type, message and trace`() async throws {
        let handler = Answering { _, _ throws(StepFailure) in
            throw .reject(Fault(.broken, "upload-missing", Self.awkward))
        }
        let talk = await Conversation.run([.event("x", id: "a"), .accepted, .event("x"), .accepted], handler: handler)
        let request = talk.requests[1]
        #expect(request.target == "/2018-06-01/runtime/invocation/a/error")
        #expect(request.headers["lambda-runtime-function-error-type"] == "Function.UploadMissing")
        let expected: JSONValue = [
            "errorType": "Function.UploadMissing", "errorMessage": .string(Self.awkward), "stackTrace": [],
        ]
        #expect(try JSONValue(parsing: request.body) == expected)
        #expect(talk.requests.count == 5)
    }

    @Test func `the cause for X-Ray is one line of ASCII and the same words`() async throws {
        let report = ErrorReport(type: "Function.A", message: Self.awkward)
        #expect(report.cause.allSatisfy { (0x20..<0x7F).contains($0) })
        let cause = try JSONValue(parsing: report.cause)
        let exceptions: JSONValue = [["type": "Function.A", "message": .string(Self.awkward), "stack": []]]
        #expect(cause == ["working_directory": "/var/task", "exceptions": exceptions, "paths": []])
    }

    @Test(arguments: [
        ("upload-missing", "Function.UploadMissing"), ("x", "Function.XError"), ("", "Function.Error"),
        ("3-d", "Function.DError"), ("ab", "Function.Ab"), ("é", "Function.Error"), ("a_b c", "Function.ABC"),
        ("\r\nX: y", "Function.XY"),
    ])
    func `an error's type has the form that the service accepts`(code: String, type: String) {
        #expect(Fault(.broken, code, "").errorType == type)
    }

    @Test func `a message of any length fits`() {
        let report = ErrorReport(type: "Function.A", message: String(repeating: "é", count: 1_000_000))
        #expect(report.body.count < 70_000)
        #expect(report.cause.count < 60_000)
    }

    @Test func `a refused error is logged, and the next event comes`() async {
        let handler = Answering { _, _ throws(StepFailure) in throw .retry(Fault(.unavailable, "busy", "Later.")) }
        let talk = await Conversation.run([.event("x"), .reply(403, "no"), .event("y"), .accepted], handler: handler)
        #expect(talk.requests.count == 5)
        #expect(talk.log.contains { $0.contains("the error was refused") })
    }

    @Test func `a failure's line bears the request id`() async throws {
        let handler = Answering { _, _ throws(StepFailure) in throw .reject(Fault(.broken, "odd", "Odd.")) }
        let talk = await Conversation.run([.event("x", id: "a-1"), .accepted], handler: handler)
        let line = try JSONValue(parsing: Array(talk.log[0].utf8))
        #expect(line["requestId"] == "a-1")
        #expect(line["level"] == "ERROR")
        #expect(line["error"] == "odd: Odd.")
    }
}
