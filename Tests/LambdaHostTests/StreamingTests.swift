import Encoding
import Hosting
import Sockets
import JSON
import TestKit
import Testing

@testable import LambdaHost

@Suite struct StreamingTests {
    func stream(
        prelude: HTTPPrelude? = nil,
        _ body: @escaping @Sendable (any ReplyWriter) async throws(StepFailure) -> Void
    ) -> Answering {
        Answering { _, _ throws(StepFailure) in
            .stream(StreamedReply(contentType: "text/plain", prelude: prelude, body: body))
        }
    }

    @Test func `pieces become chunks as they are written`() async {
        let handler = stream { writer throws(StepFailure) in
            try await writer.write(Array("one".utf8))
            try await writer.write([])
            try await writer.write(Array("twelve bytes".utf8))
        }
        let talk = await Conversation.run([.event("x"), .accepted, .event("y"), .accepted], handler: handler)
        let request = talk.requests[1]
        #expect(request.headers["lambda-runtime-function-response-mode"] == "streaming")
        #expect(request.headers["transfer-encoding"] == "chunked")
        #expect(request.headers["content-type"] == "text/plain")
        #expect(request.chunks == [3, 12])
        #expect(request.text == "onetwelve bytes")
        #expect(request.trailers.isEmpty)
        #expect(talk.requests.count == 5)
        #expect(talk.connections.count == 1)
    }

    @Test func `a prelude comes first, ended by eight zero bytes`() async throws {
        let handler = stream(prelude: HTTPPrelude(statusCode: 201, headers: ["a": "b"], cookies: ["c=d"])) {
            writer throws(StepFailure) in try await writer.write(Array("body".utf8))
        }
        let talk = await Conversation.run([.event("x"), .accepted], handler: handler)
        let request = talk.requests[1]
        #expect(request.headers["content-type"] == "application/vnd.awslambda.http-integration-response")
        let parts = request.body.split(separator: 0, omittingEmptySubsequences: false)
        #expect(parts.count == 9)
        #expect(
            try JSONValue(parsing: Array(parts[0])) == [
                "statusCode": 201, "headers": ["a": "b"], "cookies": ["c=d"],
            ]
        )
        #expect(parts.last.map { String(decoding: $0, as: UTF8.self) } == "body")
    }

    @Test func `a reply without a byte is still a stream`() async {
        let talk = await Conversation.run([.event("x"), .accepted], handler: stream { _ in })
        #expect(talk.requests[1].headers["transfer-encoding"] == "chunked")
        #expect(talk.requests[1].body.isEmpty)
    }

    @Test func `an error after the first piece is in the trailers, in base64`() async throws {
        let handler = stream { writer throws(StepFailure) in
            try await writer.write(Array("half".utf8))
            throw .reject(Fault(.broken, "engine-died", "It \"died\"."))
        }
        let talk = await Conversation.run([.event("x"), .accepted, .event("y"), .accepted], handler: handler)
        let request = talk.requests[1]
        #expect(request.headers["trailer"] == "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body")
        #expect(request.trailers["lambda-runtime-function-error-type"] == "Function.EngineDied")
        let body = try #require(request.trailers["lambda-runtime-function-error-body"].flatMap(Base64.decode))
        #expect(try JSONValue(parsing: body)["errorMessage"] == "It \"died\".")
        #expect(talk.requests.count == 5)
    }

    @Test func `an error before the first piece is an ordinary error`() async {
        let handler = stream(prelude: HTTPPrelude()) { _ throws(StepFailure) in
            throw .reject(Fault(.broken, "engine-died", ""))
        }
        let talk = await Conversation.run([.event("x", id: "a"), .accepted], handler: handler)
        #expect(talk.requests[1].target == "/2018-06-01/runtime/invocation/a/error")
    }

    @Test func `a caller who is gone fails the write, and the next event comes`() async {
        let broken = ScriptedStream([.event("x"), .accepted], failingWrites: [nil, nil, .dropped(reason: "reset")])
        let handler = stream { writer throws(StepFailure) in
            for _ in 0..<10 { try await writer.write(Array("piece".utf8)) }
        }
        let talk = await Conversation.run(streams: [broken, ScriptedStream([.event("y")])]) { _ in handler }
        #expect(talk.connections[1].first?.method == "GET")
        #expect(talk.log.contains { $0.contains("could not be delivered") })
    }

    @Test func `a stream on a dropped connection takes a new one`() async {
        let handler = stream { writer throws(StepFailure) in
            try await writer.write(Array("one".utf8))
            try await writer.write(Array("two".utf8))
        }
        let streams = [ScriptedStream([.event("x")]), ScriptedStream([.accepted])]
        let talk = await Conversation.run(streams: streams) { _ in handler }
        #expect(talk.connections.map { $0.map(\.text) } == [[""], ["onetwo", ""]])
        #expect(talk.log.isEmpty)
    }

    @Test func `a refused stream is logged, and the next event comes`() async {
        let handler = stream { writer throws(StepFailure) in try await writer.write(Array("piece".utf8)) }
        let talk = await Conversation.run(
            [.event("x"), .reply(400, "InvalidFunctionResponseMode"), .event("y"), .accepted],
            handler: handler
        )
        #expect(talk.log.contains { $0.contains("InvalidFunctionResponseMode") })
        #expect(talk.requests.count == 5)
    }
}
