import Hosting
import JSON
import TestKit
import Testing

@testable import LambdaHost

@Suite struct StartTests {
    struct Broken: Error, CustomStringConvertible {
        let description = "the model is missing"
    }

    func start(
        _ changes: [String: String],
        _ script: [ScriptedStream.Event] = [.accepted],
        build: (inout Settings) throws -> Echo = { _ in Echo() }
    ) async -> Conversation {
        let environment = Conversation.environment.merging(changes) { $1 }
        return await Conversation.run(streams: [ScriptedStream(script)], environment: environment, build: build)
    }

    @Test func `all bad settings are reported at once, before the exit`() async throws {
        let talk = await start(["LIMIT": "many", "EMPTY": ""]) { settings in
            _ = settings.required("BUCKET")
            _ = settings.required("EMPTY")
            _ = settings.required("LIMIT", as: "a whole number") { Int($0) }
            try settings.check()
            return Echo()
        }
        #expect(talk.status == 1)
        #expect(talk.requests.map(\.target) == ["/2018-06-01/runtime/init/error"])
        let report = try JSONValue(parsing: talk.requests[0].body)
        #expect(report["errorType"] == "Runtime.InvalidSettings")
        #expect(
            report["errorMessage"] == "settings: BUCKET is not set; EMPTY is not set; LIMIT is not a whole number"
        )
        #expect(talk.requests[0].headers["lambda-runtime-function-error-type"] == "Runtime.InvalidSettings")
    }

    @Test func `faults count even where the handler did not check`() async {
        let talk = await start([:]) { settings in
            _ = settings.required("BUCKET")
            return Echo()
        }
        #expect(talk.requests.map(\.target) == ["/2018-06-01/runtime/init/error"])
    }

    @Test func `any other failure of the start is reported with its words`() async throws {
        let talk = await start([:]) { _ in throw Broken() }
        let report = try JSONValue(parsing: talk.requests[0].body)
        #expect(report["errorType"] == "Runtime.StartFailed")
        #expect(report["errorMessage"] == "the model is missing")
        #expect(talk.status == 1)
    }

    @Test func `a bootstrap in another function's place is reported with both names`() async throws {
        let talk = await start(["_HANDLER": "confirm"])
        let report = try JSONValue(parsing: talk.requests[0].body)
        #expect(report["errorType"] == "Runtime.HandlerNotFound")
        let message = try #require(report["errorMessage"]?.string)
        #expect(message.contains("'tested'") && message.contains("'confirm'"))
        #expect(talk.status == 1)
    }

    @Test(arguments: ["tested", "bootstrap", ""])
    func `its own name, bootstrap and no name are the handler's`(name: String) async {
        let talk = await start(["_HANDLER": name], [.event("x"), .accepted])
        #expect(talk.requests.map(\.text) == ["", "x", ""])
    }

    @Test(arguments: ["0", "-1", "x", "1025", "1.5"])
    func `a malformed concurrency is reported`(concurrency: String) async throws {
        let talk = await start(["AWS_LAMBDA_MAX_CONCURRENCY": concurrency])
        let report = try JSONValue(parsing: talk.requests[0].body)
        #expect(report["errorType"] == "Runtime.InvalidSettings")
    }

    @Test(arguments: [nil, "", "nowhere", "host:0", "a b:1"])
    func `without an API's address there is a line that says so`(address: String?) async {
        var environment = Conversation.environment
        environment["AWS_LAMBDA_RUNTIME_API"] = address
        let talk = await Conversation.run(streams: [], environment: environment) { _ in Echo() }
        #expect(talk.status == 1)
        #expect(talk.complaints.count == 1)
        #expect(talk.complaints[0].contains("AWS_LAMBDA_RUNTIME_API"))
    }

    @Test func `a fatal line has the form that the environment asks for`() async throws {
        let json = await start(["AWS_LAMBDA_LOG_FORMAT": "JSON"], []) { _ in throw Broken() }
        #expect(try JSONValue(parsing: Array(json.complaints[0].utf8))["level"] == "FATAL")
        let text = await start(["AWS_LAMBDA_LOG_FORMAT": "Text"], []) { _ in throw Broken() }
        #expect(text.complaints[0].contains(" FATAL Runtime.StartFailed: "))
    }

    @Test func `an init error that nobody takes still ends with a line`() async {
        let talk = await start([:], []) { _ in throw Broken() }
        #expect(talk.status == 1)
        #expect(talk.complaints.contains { $0.contains("the model is missing") })
        #expect(talk.complaints.contains { $0.contains("could not be delivered") })
    }
}
