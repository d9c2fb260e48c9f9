import AllFunctions
import Synchronization
import TestKit
import Testing

@testable import local_runner

/// What local-runner says to whoever uses it wrongly, or asks.
struct RunnerTests {
    @Test(arguments: [
        ([], Ending.wrongInput, "Exit statuses"),
        (["no-such"], .wrongInput, "there is no command 'no-such'"),
        (["strat"], .wrongInput, "did you mean start?"),
        (["replay", "/"], .wrongInput, "/ cannot be read: "),
        (["replay", "/dev/null"], .wrongInput, "/dev/null: there is nothing in it"),
        (["dlq"], .wrongInput, "one of dlq list, dlq show, dlq replay, dlq redrive"),
        (["dlq", "redrve"], .wrongInput, "did you mean dlq redrive?"),
        (["generate-event", "foo"], .wrongInput, "there is no command 'generate-event foo'\nlocal-runner --help"),
        (["dlq", "show"], .wrongInput, "QUEUE (a name, a URL or an ARN) is missing"),
        (["dlq", "show", "a", "b"], .wrongInput, "'b' is one word too many"),
        (["dlq", "show", "a/b"], .wrongInput, "a name, a URL or an ARN"),
        (["dlq", "redrive", "q", "--confrim"], .wrongInput, "did you mean --confirm?"),
        (["dlq", "redrive", "q", "--to", "a/b"], .wrongInput, "--to is 'a/b'"),
        (["dlq", "list", "\u{1B}[2J"], .wrongInput, "\\u{1b}[2J"),
        (["dlq", "list", "--endpoint", "http://127.0.0.1:1"], .failure, "the queues cannot be listed"),
        (["dlq", "list", "--endpoint", "nonsense"], .wrongInput, "--endpoint is 'nonsense', and must be a URL"),
        (["dlq", "list", "--region", ""], .wrongInput, "--region is '', and must be the name of a region"),
        (["replay", "x", "--region", "x y"], .wrongInput, "--region is 'x y', and must be the name of a region"),
        (["generate-event", "schedule", "--region", ""], .wrongInput, "--region is ''"),
        (["start", "--data", ""], .wrongInput, "--data is '', and must be a path"),
        (["start", "--template="], .wrongInput, "--template is '', and must be a path"),
        (["dlq", "list", "--endpoint", "http://me:pass@host"], .wrongInput, "--endpoint is '…@host'"),
    ])
    func `a wrong line ends in its status, and a sentence that helps`(
        _ line: [String],
        _ status: Ending,
        _ words: String
    ) async {
        let screen = Screen()
        #expect(await screen.runner().run(line) == status)
        #expect(screen.output == "")
        #expect(screen.errors.contains(words), "\(screen.errors)")
    }

    @Test(arguments: Runner.commands.map { $0.name })
    func `every command explains itself`(_ name: String) async {
        let screen = Screen()
        #expect(await screen.runner().run(name.split(separator: " ").map(String.init) + ["--help"]) == .success)
        #expect(screen.output.contains("local-runner \(name)"))
        #expect(screen.output.contains("--json"))
        #expect(screen.errors == "")
    }

    @Test func `an endpoint that the environment names is called by its variable`() async {
        let screen = Screen()
        #expect(await screen.runner(["AWS_ENDPOINT_URL": "nonsense"]).run(["dlq", "list"]) == .failure)
        #expect(screen.errors.contains("AWS_ENDPOINT_URL is no URL"), "\(screen.errors)")
    }

    @Test(arguments: ["start", "replay", "invoke", "dlq list", "dlq show", "dlq replay", "dlq redrive"])
    func `a usage line names all options that are the command's own`(_ name: String) throws {
        let command = try #require(Runner.commands.first { $0.name == name })
        let shared = Set((CloudOptions.options + CloudChoice.options).map(\.name))
        for option in command.options where !shared.contains(option.name) {
            let words = "[\(option.name)\(option.value.map { " \($0)" } ?? "")]"
            #expect(command.usage.contains(words) || option == Invoke.event, "\(option.name)")
        }
    }

    @Test func `an error is JSON where JSON was asked for`() async {
        let screen = Screen()
        _ = await screen.runner().run(["dlq", "list", "--json", "--endpoint", "http://127.0.0.1:1"])
        #expect(screen.errors.hasPrefix(#"{"error":"#))
    }
}

/// What a command wrote.
final class Screen: Sendable {
    private let written = Mutex((output: [UInt8](), errors: [UInt8]()))
    private let told = Milestone()

    var output: String { String(decoding: written.withLock { $0.output }, as: UTF8.self) }
    var errors: String { String(decoding: written.withLock { $0.errors }, as: UTF8.self) }

    /// Returns once these words are among the errors.
    func waitForErrors(_ words: String) async {
        var count = 0
        while !errors.contains(words) {
            count += 1
            await told.wait(for: count)
        }
    }

    func runner(_ environment: [String: String] = [:], functions: FunctionTable = .linked) -> Runner {
        let console = Console(
            output: { bytes in self.written.withLock { $0.output += bytes } },
            errors: { bytes in
                self.written.withLock { $0.errors += bytes }
                self.told.reach()
            },
            hasColour: false
        )
        let usual = [
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1",
            "AWS_MAX_ATTEMPTS": "1", "HOME": "/nowhere",
        ]
        return Runner(console: console, environment: usual.merging(environment) { $1 }, functions: functions)
    }
}
