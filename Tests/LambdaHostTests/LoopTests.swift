import Hosting
import Sockets
import TestKit
import Testing

@testable import LambdaHost

@Suite struct LoopTests {
    @Test func `events are answered one after the other on one connection`() async {
        let talk = await Conversation.run([
            .event("first", id: "a"), .accepted, .event("second", id: "b"), .accepted,
        ])
        #expect(talk.connections.count == 1)
        #expect(
            talk.requests.map { "\($0.method) \($0.target) \($0.text)" } == [
                "GET /2018-06-01/runtime/invocation/next ",
                "POST /2018-06-01/runtime/invocation/a/response first",
                "GET /2018-06-01/runtime/invocation/next ",
                "POST /2018-06-01/runtime/invocation/b/response second",
                "GET /2018-06-01/runtime/invocation/next ",
            ]
        )
        #expect(talk.requests[1].headers["content-type"] == "application/json")
        #expect(talk.requests[1].headers["host"] == "127.0.0.1:9001")
    }

    @Test func `an API that cannot be reached ends the process with a line and no loop`() async {
        let talk = await Conversation.run(streams: []) { _ in Echo() }
        #expect(talk.status == 1)
        #expect(talk.complaints.count == 1)
        #expect(talk.complaints[0].contains("cannot connect to 127.0.0.1:9001: the script is over"))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: a\r\ncontent-length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nLAMBDA-RUNTIME-AWS-REQUEST-ID: a\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "4\r\nbody\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2;x=y\r\nbo\r\n2\r\ndy\r\n0\r\nSome-Trailer: z\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: a\r\nContent-Length: 4\r\n\r\nbody",
    ])
    func `a reply is understood in every form, byte by byte too`(reply: String) async {
        for pieceSize in [1, 7, .max] {
            let talk = await Conversation.run([.text(reply), .accepted], pieceSize: pieceSize)
            #expect(talk.connections[0].map(\.text) == ["", "body", ""])
        }
    }

    @Test func `a reply that ends with its connection is understood, and the answer takes a new one`() async {
        let reply = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: a\r\n\r\nbody"
        let talk = await Conversation.run(streams: [ScriptedStream([.text(reply)]), ScriptedStream([.accepted])]) { _ in
            Echo()
        }
        #expect(talk.connections.map { $0.map(\.text) } == [[""], ["body", ""]])
    }

    @Test func `100 Continue without end is refused`() async {
        let talk = await Conversation.run([.text(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 100))])
        #expect(talk.status == 1)
        #expect(talk.complaints[0].contains("row of 100 Continue"))
    }

    @Test func `a connection dropped between events is opened again`() async {
        let talk = await Conversation.run(
            streams: [
                ScriptedStream([.event("one"), .accepted]),
                ScriptedStream([.event("two"), .accepted]),
            ]
        ) { _ in Echo() }
        #expect(talk.connections.map { $0.map(\.text) } == [["", "one", ""], ["", "two", ""]])
    }

    @Test func `an answer on a dropped connection is sent once more`() async {
        let dropped = ScriptedStream([.event("one"), .failure(.dropped(reason: "reset"))])
        let talk = await Conversation.run(streams: [dropped, ScriptedStream([.accepted])]) { _ in Echo() }
        #expect(talk.connections.map { $0.map(\.text) } == [["", "one"], ["one", ""]])
    }

    @Test func `an answer whose write fails is sent once more`() async {
        let dropped = ScriptedStream([.event("one")], failingWrites: [nil, .dropped(reason: "reset")])
        let talk = await Conversation.run(streams: [dropped, ScriptedStream([.accepted])]) { _ in Echo() }
        #expect(talk.connections.map { $0.map(\.text) } == [[""], ["one", ""]])
    }

    @Test(arguments: [(403, "Forbidden"), (500, "broken"), (503, ""), (404, ""), (301, ""), (204, "")])
    func `any other answer to next ends the process with a line and no loop`(status: Int, body: String) async {
        let talk = await Conversation.run([.reply(status, status == 204 ? "" : body)])
        #expect(talk.status == 1)
        #expect(talk.requests.count == 1)
        #expect(talk.complaints.count == 1)
        #expect(talk.complaints[0].contains("/next with status \(status)"))
    }

    @Test func `an event without an id ends the process with a line`() async {
        let talk = await Conversation.run([.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")])
        #expect(talk.status == 1)
        #expect(talk.complaints[0].contains("without Lambda-Runtime-Aws-Request-Id"))
    }

    @Test func `an id cannot break out of its path`() async {
        let talk = await Conversation.run([.event("x", id: "a/../b c?d#%\u{e9}"), .accepted])
        #expect(talk.requests[1].target == "/2018-06-01/runtime/invocation/a%2F..%2Fb%20c%3Fd%23%25%C3%A9/response")
    }

    @Test(arguments: [
        (413, "RequestEntityTooLarge"), (400, "InvalidRequestID"), (403, "InvalidStateTransition"), (500, ""),
    ])
    func `a refused response is logged, not reported, and the next event comes`(status: Int, body: String) async {
        let talk = await Conversation.run([.event("one"), .reply(status, body), .event("two"), .accepted])
        #expect(talk.requests.map(\.text) == ["", "one", "", "two", ""])
        #expect(talk.log.count == 1)
        #expect(talk.log[0].contains("the reply was refused") && talk.log[0].contains("status \(status)"))
    }

    @Test func `an API that refuses before it has read everything is heard`() async {
        let early = ScriptedStream(
            [.event("one"), .reply(413, "too large")],
            failingWrites: [nil, .answeredEarly(taken: 9)]
        )
        let talk = await Conversation.run(streams: [early, ScriptedStream([.event("two"), .accepted])]) { _ in Echo() }
        #expect(talk.log.count == 1)
        #expect(talk.log[0].contains("too large"))
        #expect(talk.connections[1].map(\.text) == ["", "two", ""])
    }

    @Test func `an event of the largest size comes and goes`() async {
        let body = String(repeating: "x", count: 6_291_556)
        let talk = await Conversation.run([.event(body), .accepted])
        #expect(talk.requests[1].body.count == 6_291_556)
    }
}
