import Glibc
import JSON
import TestKit
import Testing

/// The probe in a process of its own, against a Runtime API that this test leads step by step.
final class Talk {
    let server: LoopbackServer
    let process: ChildProcess

    init(_ environment: [String: String] = [:], streams: ChildProcess.Streams = .kept) throws {
        server = try LoopbackServer()
        let lambda = [
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(server.port)", "_HANDLER": "runtime-probe",
            "AWS_LAMBDA_FUNCTION_NAME": "probe",
        ]
        process = try ChildProcess(
            "runtime-probe",
            environment: lambda.merging(environment) { $1 },
            streams: streams
        )
    }

    /// Waits for /next and hands out an event.
    func give(_ event: String, id: String = "id-1", headers: String = "") throws {
        let next = try server.receive()
        #expect(next.request.target == "/2018-06-01/runtime/invocation/next")
        let head = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: \(id)\r\n\(headers)"
        server.send(head + "Content-Length: \(event.utf8.count)\r\n\r\n\(event)", on: next.connection)
    }

    /// Waits for the answer and accepts it.
    func take() throws -> RecordedRequest {
        let answer = try server.receive()
        server.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", on: answer.connection)
        return answer.request
    }

    func exchange(_ event: String, id: String = "id-1", headers: String = "") throws -> RecordedRequest {
        try give(event, id: id, headers: headers)
        return try take()
    }
}

@Suite struct ProcessTests {
    @Test func `the probe answers every op`() throws {
        let talk = try Talk()
        #expect(try talk.exchange(#"{"op":"echo","x":1}"#).text == #"{"op":"echo","x":1}"#)
        let failure = try talk.exchange(#"{"op":"fail"}"#)
        #expect(failure.target.hasSuffix("/id-1/error"))
        let message = "bad \"quote\"\n\té 日本 \u{1} end"
        #expect(try JSONValue(parsing: failure.body)["errorMessage"] == .string(message))
        let context = try JSONValue(
            parsing: try talk.exchange(#"{"op":"ctx"}"#, headers: "Lambda-Runtime-Deadline-Ms: 0\r\n").body
        )
        #expect(context["deadline"] == "1970-01-01T00:00:00.000Z")
        #expect(context["remaining_ms"] == 0)
        #expect(try talk.exchange(#"{"op":"stream","bytes":100000}"#).body.count == 100_000)
        #expect(try talk.exchange(#"{"op":"sleep","ms":5}"#).text == #"{"slept":true}"#)
        #expect(try talk.exchange(#"{"op":"nothing"}"#).target.hasSuffix("/error"))
    }

    @Test(arguments: ChildProcess.Streams.allCases)
    func `lines that nobody can read disturb no event`(streams: ChildProcess.Streams) throws {
        let talk = try Talk(streams: streams)
        #expect(try talk.exchange(#"{"op":"fail"}"#).target.hasSuffix("/id-1/error"))
        #expect(try talk.exchange(#"{"op":"echo"}"#).text == #"{"op":"echo"}"#)
    }

    @Test func `a trap ends the process by a signal`() throws {
        let talk = try Talk(["SWIFT_BACKTRACE": "enable=no"])
        try talk.give(#"{"op":"trap"}"#)
        guard case .killed = try talk.process.waitForEnd() else {
            Issue.record("it did not trap")
            return
        }
    }

    @Test func `the trace id is in the environment while an event runs, and only there`() throws {
        let talk = try Talk()
        let context = try talk.exchange(#"{"op":"ctx"}"#, headers: "Lambda-Runtime-Trace-Id: Root=1-a\r\n")
        #expect(try JSONValue(parsing: context.body)["trace_variable"] == "Root=1-a")
        #expect(try JSONValue(parsing: try talk.exchange(#"{"op":"ctx"}"#).body)["trace_variable"] == "")
        let long = String(repeating: "x", count: 2_000)
        let unset = try talk.exchange(#"{"op":"ctx"}"#, headers: "Lambda-Runtime-Trace-Id: \(long)\r\n")
        #expect(try JSONValue(parsing: unset.body)["trace_variable"] == "")
    }

    @Test func `a second event on a new connection follows a dropped one`() throws {
        let talk = try Talk()
        _ = try talk.exchange(#"{"op":"echo"}"#)
        let next = try talk.server.receive()
        talk.server.close(next.connection)
        #expect(try talk.exchange(#"{"op":"echo"}"#).text == #"{"op":"echo"}"#)
    }

    @Test func `an API that is gone ends the process with a line and 1`() throws {
        let talk = try Talk()
        let next = try talk.server.receive()
        talk.server.stopListening()
        talk.server.close(next.connection)
        #expect(try talk.process.waitForEnd() == .exited(1))
        #expect(talk.process.output.contains("no event from the Runtime API"))
        #expect(talk.process.output.split(separator: "\n").count == 1)
    }

    @Test func `seven megabytes refused unread are logged, and the next event comes`() throws {
        let talk = try Talk()
        try talk.give(#"{"op":"big"}"#)
        let answer = try talk.server.receiveHead()
        #expect(answer.head.contains("Content-Length: 7000000"))
        talk.server.send("HTTP/1.1 413 Too Large\r\nContent-Length: 9\r\n\r\ntoo large", on: answer.connection)
        talk.server.close(answer.connection)
        #expect(try talk.exchange(#"{"op":"echo"}"#).text == #"{"op":"echo"}"#)
        #expect(talk.process.output.contains("the reply"))
    }

    @Test func `seven megabytes refused by an API that stops reading and stays do not hang`() throws {
        let talk = try Talk()
        try talk.give(#"{"op":"big"}"#)
        let answer = try talk.server.receiveHead()
        talk.server.abandon(answer.connection)
        talk.server.send("HTTP/1.1 413 Too Large\r\nContent-Length: 9\r\n\r\ntoo large", on: answer.connection)
        #expect(try talk.exchange(#"{"op":"echo"}"#).text == #"{"op":"echo"}"#)
        #expect(talk.process.output.contains("status 413: too large"))
    }

    @Test func `100 Continue while the answer is still being written lets the rest follow`() throws {
        let talk = try Talk()
        try talk.give(#"{"op":"big"}"#)
        let answer = try talk.server.receiveHead()
        for _ in 0..<3 { talk.server.send("HTTP/1.1 100 Continue\r\n\r\n", on: answer.connection) }
        #expect(try talk.take().body.count == 7_000_000)
        #expect(try talk.exchange(#"{"op":"echo"}"#).text == #"{"op":"echo"}"#)
        #expect(talk.process.output.isEmpty)
    }

    @Test func `a stream waits for its reader, in bounded memory`() throws {
        // The address sanitizer would keep every piece that was freed, to see who touches it again.
        let talk = try Talk(["ASAN_OPTIONS": "quarantine_size_mb=0:thread_local_quarantine_size_kb=0"])
        _ = try talk.exchange(#"{"op":"stream","bytes":1000}"#)
        let before = try #require(talk.process.status("VmRSS"))
        try talk.give(#"{"op":"stream","bytes":200000000}"#)
        let answer = try talk.server.receiveHead()
        talk.server.abandon(answer.connection)
        // With nobody reading, the stream fills the socket's buffers and stops there.
        usleep(500_000)
        let after = try #require(talk.process.status("VmRSS"))
        // A tenth of what was to be written; a sanitizer keeps some megabytes of what was freed.
        #expect(after - before < 20_000, "it grew from \(before) to \(after) KiB")
        talk.server.close(answer.connection)
        #expect(try talk.exchange(#"{"op":"echo"}"#).text == #"{"op":"echo"}"#)
    }

    @Test func `log format and level follow the environment`() throws {
        let talk = try Talk(["AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_LOG_LEVEL": "ERROR"])
        _ = try talk.exchange(#"{"op":"echo"}"#, headers: "Lambda-Runtime-Deadline-Ms: soon\r\n")
        _ = try talk.exchange(#"{"op":"fail"}"#, id: "id-2")
        _ = try talk.server.receive()
        let lines = talk.process.output.split(separator: "\n")
        #expect(lines.count == 1)
        let line = try JSONValue(parsing: Array(try #require(lines.first).utf8))
        #expect(line["level"] == "ERROR" && line["requestId"] == "id-2")
    }

    @Test func `events run side by side where the environment asks for it, without the trace variable`() throws {
        let talk = try Talk(["AWS_LAMBDA_MAX_CONCURRENCY": "3"])
        var waiting = try (0..<3).map { _ in try talk.server.receive().connection }
        #expect(Set(waiting).count == 3)
        for (id, event) in [
            ("a", #"{"op":"sleep","ms":200}"#), ("b", #"{"op":"sleep","ms":200}"#), ("c", #"{"op":"ctx"}"#),
        ] {
            let head = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: \(id)\r\nLambda-Runtime-Trace-Id: t\r\n"
            talk.server.send(head + "Content-Length: \(event.utf8.count)\r\n\r\n\(event)", on: waiting.removeFirst())
        }
        // All three were handed out before the first answer: nothing else shows that they ran side by side.
        var answers: [String: RecordedRequest] = [:]
        while answers.count < 3 {
            let received = try talk.server.receive()
            guard received.request.method == "POST" else { continue }
            answers[String(received.request.target.split(separator: "/")[3])] = received.request
            talk.server.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", on: received.connection)
        }
        #expect(answers["a"]?.text == #"{"slept":true}"# && answers["b"]?.text == #"{"slept":true}"#)
        let context = try JSONValue(parsing: try #require(answers["c"]).body)
        #expect(context["trace_id"] == "t" && context["trace_variable"] == .null)
    }

    @Test func `a lane that loses the API ends the process, once the others have answered`() throws {
        let talk = try Talk(["AWS_LAMBDA_MAX_CONCURRENCY": "3"])
        let waiting = try (0..<3).map { _ in try talk.server.receive().connection }
        let event = #"{"op":"sleep","ms":100}"#
        let head = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: a\r\nContent-Length: \(event.utf8.count)\r\n\r\n"
        talk.server.send(head + event, on: waiting[0])
        talk.server.send("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n", on: waiting[1])
        #expect(try talk.take().text == #"{"slept":true}"#)
        #expect(try talk.process.waitForEnd() == .exited(1))
        #expect(talk.process.output.contains("/next with status 500"))
    }

    @Test func `a value that begins with a combining mark is a value`() throws {
        let talk = try Talk(["_HANDLER": "\u{301}a"])
        #expect(try talk.take().text.contains("asks for '\u{301}a'"))
    }

    @Test func `one thread does it all, so that no event waits for another`() throws {
        let talk = try Talk()
        for event in [#"{"op":"echo"}"#, #"{"op":"stream","bytes":100000}"#, #"{"op":"fail"}"#, #"{"op":"ctx"}"#] {
            _ = try talk.exchange(event)
        }
        _ = try talk.server.receive()
        #expect(talk.process.status("Threads") == 1)
    }

    @Test func `without a hook nothing is registered, and SIGTERM kills at once`() throws {
        let talk = try Talk()
        let next = try talk.server.receive()
        #expect(next.request.target == "/2018-06-01/runtime/invocation/next")
        talk.process.signal(SIGTERM)
        #expect(try talk.process.waitForEnd() == .killed(signal: SIGTERM))
    }
}

/// The probe with a shutdown hook, which writes a line when it runs.
@Suite struct ShutdownTests {
    func started() throws -> Talk {
        let talk = try Talk(["PROBE_SHUTDOWN_HOOK": "1"])
        let register = try talk.server.receive()
        #expect(register.request.target == "/2020-01-01/extension/register")
        #expect(register.request.headers["lambda-extension-name"] == "runtime-probe-shutdown")
        #expect(register.request.text == #"{"events":[]}"#)
        let head = "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: ext-1\r\nContent-Length: 2\r\n\r\n{}"
        talk.server.send(head, on: register.connection)
        let wait = try talk.server.receive()
        #expect(wait.request.target == "/2020-01-01/extension/event/next")
        #expect(wait.request.headers["lambda-extension-identifier"] == "ext-1")
        return talk
    }

    @Test func `SIGTERM while idle runs the hook and exits 0 within half a second`() throws {
        let talk = try started()
        _ = try talk.server.receive()
        let start = ContinuousClock.now
        talk.process.signal(SIGTERM)
        #expect(try talk.process.waitForEnd() == .exited(0))
        #expect(ContinuousClock.now - start < .milliseconds(500))
        #expect(talk.process.output.contains("the hook ran"))
    }

    @Test func `SIGTERM while an event runs lets it finish first`() throws {
        let talk = try started()
        try talk.give(#"{"op":"sleep","ms":300}"#)
        usleep(50_000)
        talk.process.signal(SIGTERM)
        #expect(try talk.take().text == #"{"slept":true}"#)
        #expect(try talk.process.waitForEnd() == .exited(0))
        #expect(talk.process.output.contains("the hook ran"))
    }

    @Test func `an event that came with SIGTERM is answered`() throws {
        let talk = try started()
        let next = try talk.server.receive()
        talk.process.signal(SIGSTOP)
        let head = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: a\r\nContent-Length: 13\r\n\r\n"
        talk.server.send(head + #"{"op":"echo"}"#, on: next.connection)
        talk.process.signal(SIGTERM)
        talk.process.signal(SIGCONT)
        #expect(try talk.take().text == #"{"op":"echo"}"#)
        #expect(try talk.process.waitForEnd() == .exited(0))
    }

    @Test func `SIGTERM between events is not lost`() throws {
        let talk = try started()
        for _ in 0..<20 { #expect(try talk.exchange(#"{"op":"echo"}"#).text == #"{"op":"echo"}"#) }
        talk.process.signal(SIGTERM)
        #expect(try talk.process.waitForEnd() == .exited(0))
    }

    @Test func `a refused registration is a warning, and events come all the same`() throws {
        let talk = try Talk(["PROBE_SHUTDOWN_HOOK": "1"])
        let register = try talk.server.receive()
        talk.server.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", on: register.connection)
        #expect(try talk.exchange(#"{"op":"echo"}"#).text == #"{"op":"echo"}"#)
        #expect(talk.process.output.contains("registering was refused"))
    }

    @Test func `all lanes end at SIGTERM`() throws {
        let talk = try Talk(["PROBE_SHUTDOWN_HOOK": "1", "AWS_LAMBDA_MAX_CONCURRENCY": "4"])
        let register = try talk.server.receive()
        talk.server.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", on: register.connection)
        for _ in 0..<4 { _ = try talk.server.receive() }
        talk.process.signal(SIGTERM)
        #expect(try talk.process.waitForEnd() == .exited(0))
    }
}
