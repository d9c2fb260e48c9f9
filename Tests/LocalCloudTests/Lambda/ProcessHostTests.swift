import Glibc
import Hosting
import JSON
import Processes
import TestKit
import Testing
import Time

@testable import LocalCloud

/// Functions in processes of their own, over sockets.
@Suite(.serialized, .disabled(if: Sanitizer.isPresent, "\(Sanitizer.excuse)")) struct ProcessHostTests {
    /// A host with what it needs, for as long as a body runs.
    private struct Bench {
        let host: ProcessHost
        let log: FunctionLog
        let function: FunctionConfiguration
        private let ids = Milestone()
        /// Reached when the first start has been given up.
        let secondStart: Milestone

        init(host: ProcessHost, log: FunctionLog, function: FunctionConfiguration, secondStart: Milestone) {
            (self.host, self.log, self.function, self.secondStart) = (host, log, function, secondStart)
        }

        func run(_ payload: String) async -> FunctionRun {
            ids.reach()
            let id = "id-\(ids.count)"
            let lines = InvocationLog(requestID: id, of: function, in: log)
            let run = await host.run(
                FunctionEvent(
                    requestID: id,
                    payload: Array(payload.utf8),
                    functionARN: "arn:aws:lambda:us-east-1:000000000000:function:orders",
                    traceHeader: "Root=1-abc",
                    log: lines
                )
            )
            lines.finish(run, at: SystemClock().now)
            return run
        }

        func answer(_ payload: String) async -> String {
            let run = await run(payload)
            return String(decoding: run.outcome.payload(requestID: "id"), as: UTF8.self)
        }
    }

    private static func withHost<Result: Sendable>(
        _ arguments: [String],
        timeout: Duration = .seconds(20),
        memorySize: Int = 512,
        freezes: Bool = false,
        environment: [String: String] = [:],
        clock: any WallClock = SystemClock(),
        _ body: @Sendable (Bench) async throws -> Result
    ) async rethrows -> Result {
        var function = FunctionConfiguration(name: "orders")
        function.timeout = timeout
        function.memorySize = memorySize
        let ground = Ground(clock: SystemClock(), random: SeededRandom(seed: 5))
        function.environment = environment
        let (doors, reader) = (LoopbackDoors(), SecondStartReader())
        let log = FunctionLog(reader: reader)
        let environment = ground.environment(of: function, endpoint: "http://127.0.0.1:4566")
        let plan = SandboxPlan(
            function,
            arguments: arguments,
            environment: environment,
            doors: doors,
            clock: clock,
            log: log,
            freezes: freezes
        )
        let bench = Bench(host: ProcessHost(plan), log: log, function: function, secondStart: reader.reached)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await doors.serve() }
            defer { group.cancelAll() }
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body(bench)) } catch { result = .failure(error) }
            await bench.host.shutDown()
            return try result.get()
        }
    }

    private static let probe = [ChildProcess.path(of: "runtime-probe")]
    private static let quiet = ["SWIFT_BACKTRACE": "enable=no"]

    @Test func `one process answers one event after the other, and only the first is cold`() async {
        await Self.withHost(Self.probe) { bench in
            let cold = await bench.run(#"{"op":"echo","n":1}"#)
            #expect(cold.outcome == .answered(FunctionAnswer(Array(#"{"op":"echo","n":1}"#.utf8))))
            #expect(cold.isCold)
            #expect((cold.memoryUsed ?? 0) > 1 << 20)
            for _ in 0..<5 {
                let warm = await bench.run(#"{"op":"echo"}"#)
                #expect(warm.outcome.isSuccess)
                #expect(!warm.isCold)
            }
        }
    }

    @Test func `a function that fails says so, and goes on`() async throws {
        try await Self.withHost(Self.probe) { bench in
            let failure = try JSONValue(parsing: Array(await bench.answer(#"{"op":"fail"}"#).utf8))
            #expect(failure["errorType"] == "Function.ProbeFailed")
            #expect(failure["errorMessage"] == "bad \"quote\"\n\té 日本 \u{1} end")
            let context = try JSONValue(parsing: Array(await bench.answer(#"{"op":"ctx"}"#).utf8))
            #expect(context["trace_id"] == "Root=1-abc")
            #expect(context["function_arn"] == "arn:aws:lambda:us-east-1:000000000000:function:orders")
            #expect(await bench.answer(#"{"op":"big"}"#).contains("Function.ResponseSizeTooLarge"))
            #expect(await bench.answer(#"{"op":"stream","bytes":50000}"#).utf8.count == 50_000)
            let last = await bench.run(#"{"op":"echo"}"#)
            #expect(!last.isCold)
        }
    }

    @Test func `over its time a process is killed, and the next is new`() async {
        await Self.withHost(Self.probe, timeout: .milliseconds(400)) { bench in
            let run = await bench.run(#"{"op":"sleep","ms":60000}"#)
            #expect(run.outcome == .timedOut(after: .milliseconds(400)))
            #expect(run.duration >= .milliseconds(400))
            #expect(await bench.run(#"{"op":"echo"}"#).isCold)
        }
    }

    @Test func `a trap is a crash by its signal, and the next process is new`() async {
        await Self.withHost(Self.probe, environment: Self.quiet) { bench in
            let run = await bench.run(#"{"op":"trap"}"#)
            guard case .crashed(.killed) = run.outcome else {
                Issue.record("\(run.outcome)")
                return
            }
            let body = String(decoding: run.outcome.payload(requestID: "id-1"), as: UTF8.self)
            #expect(body.contains(#""errorType":"Runtime.ExitError""#))
            #expect(body.contains("RequestId: id-1 Error: Runtime exited with error: signal: "))
            #expect(bench.log.latest.contains { $0.contains("Status: error\tError Type: Runtime.ExitError") })
            #expect(await bench.run(#"{"op":"echo"}"#).isCold)
        }
    }

    @Test func `events at the same time have a process each`() async {
        await Self.withHost(Self.probe) { bench in
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<3 { group.addTask { await bench.run(#"{"op":"sleep","ms":300}"#).isCold } }
                for await isCold in group { #expect(isCold) }
            }
            #expect(await !bench.run(#"{"op":"echo"}"#).isCold)
        }
    }

    @Test func `a process that stands still between events goes on with the next`() async {
        await Self.withHost(Self.probe, freezes: true) { bench in
            for number in 0..<3 {
                #expect(await bench.answer(#"{"op":"echo"}"#) == #"{"op":"echo"}"#)
                #expect(await bench.run(#"{"op":"sleep","ms":5}"#).isCold == false, "\(number)")
            }
        }
    }

    @Test func `what rests too long is ended, and what asked for it is told`() async {
        await Self.withHost(Self.probe, environment: ["PROBE_SHUTDOWN_HOOK": "1"]) { bench in
            #expect(await bench.run(#"{"op":"echo"}"#).isCold)
            await bench.host.endIdle(.seconds(60))
            #expect(await !bench.run(#"{"op":"echo"}"#).isCold)
            await bench.host.endIdle(.zero)
            #expect(bench.log.latest.contains("the hook ran"))
            #expect(await bench.run(#"{"op":"echo"}"#).isCold)
        }
    }

    @Test func `what cannot start is tried twice, and says why`() async {
        await Self.withHost(["/nowhere/bootstrap"]) { bench in
            let answer = await bench.answer("{}")
            #expect(answer.contains("Runtime.InvalidEntrypoint"))
            #expect(answer.contains("/nowhere/bootstrap"))
        }
        await Self.withHost(["/bin/sh", "-c", "echo starting; exit 3"]) { bench in
            let run = await bench.run("{}")
            #expect(run.outcome == .crashed(.exited(status: 3)))
            #expect(bench.log.latest.count { $0 == "starting" } == 2)
            #expect(bench.log.latest.contains { $0.contains("Phase: init\tStatus: error") })
            #expect(bench.log.latest.contains { $0.contains("Phase: invoke\tStatus: error") })
            #expect(await bench.answer("{}").contains("Runtime exited with error: exit status 3"))
        }
    }

    @Test func `a start has ten seconds, and once more the event's own time`() async {
        let clock = ManualClock(now: Neighbourhood.start)
        await Self.withHost(["/bin/sh", "-c", "echo starting; sleep 1000"], timeout: .seconds(3), clock: clock) {
            bench in
            async let run = bench.run("{}")
            // The end of the start, and the look at its memory.
            await clock.waitForSleepers(2)
            clock.advance(by: .seconds(10))
            await bench.secondStart.wait()
            await clock.waitForSleepers(2)
            clock.advance(by: .seconds(3))
            #expect(await run.outcome == .timedOut(after: .seconds(3)))
        }
    }

    private static let python = "/usr/bin/python3"

    /// A bootstrap that nobody here wrote a library for: the Runtime API as its documentation has it.
    private static let bootstrap = """
        import http.client, json, os, sys
        api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        def call(method, path, body=None, headers={}):
            api.request(method, path, body, headers)
            answer = api.getresponse()
            return answer, answer.read()
        base = "/2018-06-01/runtime/invocation/"
        hoard = []
        while True:
            head, body = call("GET", base + "next")
            if head.status != 200: sys.exit(9)
            id = head.getheader("Lambda-Runtime-Aws-Request-Id")
            event = json.loads(body)
            print("got", event, flush=True)
            if "exit" in event: os._exit(event["exit"])
            if "hoard" in event: hoard.append(bytearray(event["hoard"]))
            if "fail" in event:
                error = json.dumps({"errorType": "ValueError", "errorMessage": event["fail"], "stackTrace": ["a", "b"]})
                call("POST", base + id + "/error", error)
                continue
            names = ["AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "TZ", "AWS_SESSION_TOKEN", "LAMBDA_TASK_ROOT"]
            answer = {"event": event, "env": {name: os.environ.get(name) for name in names}}
            call("POST", base + id + "/response", json.dumps(answer))
        """

    @Test(.enabled(if: access(python, X_OK) == 0, "there is no Python"))
    func `anybody's bootstrap runs, with Lambda's environment and its lines in the log`() async throws {
        try await withTemporaryFolder { folder in
            try write(Self.bootstrap, to: "\(folder)/bootstrap.py")
            try await Self.withHost([Self.python, "\(folder)/bootstrap.py"]) { bench in
                let answer = try JSONValue(parsing: Array(await bench.answer(#"{"n": 1}"#).utf8))
                #expect(answer["event"] == ["n": 1])
                #expect(answer["env"]?["AWS_REGION"] == "us-east-1")
                #expect(answer["env"]?["AWS_LAMBDA_FUNCTION_NAME"] == "orders")
                #expect(answer["env"]?["TZ"] == ":UTC")
                #expect(answer["env"]?["AWS_SESSION_TOKEN"]?.string?.isEmpty == false)
                let lines = bench.log.latest
                let start = try #require(lines.firstIndex { $0.hasPrefix("START") })
                #expect(lines[start + 1] == "got {'n': 1}")
                #expect(lines[start + 2].hasPrefix("END"))
                #expect(lines[start + 3].contains("Init Duration"))
                let failure = await bench.run(#"{"fail": "no"}"#)
                guard case .failed(let fault) = failure.outcome else {
                    Issue.record("\(failure.outcome)")
                    return
                }
                #expect(fault.type == "ValueError")
                #expect(fault.stackTrace == ["a", "b"])
                #expect(await bench.run(#"{"exit": 7}"#).outcome == .crashed(.exited(status: 7)))
                #expect(await bench.answer(#"{"exit": 0}"#).contains("Runtime exited without providing a reason"))
            }
        }
    }

    @Test(.enabled(if: access(python, X_OK) == 0, "there is no Python"))
    func `who holds more than its memory is killed for it`() async throws {
        try await withTemporaryFolder { folder in
            try write(Self.bootstrap, to: "\(folder)/bootstrap.py")
            await Self.withHost([Self.python, "\(folder)/bootstrap.py"], memorySize: 128) { bench in
                #expect(await bench.run(#"{"hoard": 30000000}"#).outcome.isSuccess)
                let run = await bench.run(#"{"hoard": 300000000}"#)
                #expect(run.outcome == .outOfMemory(128) || run.outcome.isSuccess)
                // Where it answered within a look at its memory, the next event finds it over its limit.
                let last = run.outcome.isSuccess ? await bench.run(#"{"hoard": 300000000}"#) : run
                #expect(last.outcome == .outOfMemory(128))
                #expect(await bench.run("{}").isCold)
            }
        }
    }
}

/// Notices that a start has been given up, and that the event begins all the same.
private struct SecondStartReader: LogSink {
    let reached = Milestone()

    func write(_ line: [UInt8]) {
        if String(decoding: line, as: UTF8.self).contains("Phase: init\tStatus: timeout") { reached.reach() }
    }
}
