import AllFunctions
import JSON

/// local-runner with all that it touches given from outside: it finds the command and runs it.
struct Runner: Sendable {
    let console: Console
    let environment: [String: String]
    let functions: FunctionTable

    init(console: Console, environment: [String: String], functions: FunctionTable = .linked) {
        self.console = console
        self.environment = environment
        self.functions = functions
    }

    static let commands: [any Command.Type] =
        [
            Start.self, Replay.self, Invoke.self, ListDeadLetters.self, ShowDeadLetters.self, ReplayDeadLetters.self,
            RedriveDeadLetters.self,
        ] + GeneratedEvents.commands + Completions.commands

    /// Whatever a command came to, a result that could not be written is a failure.
    func run(_ arguments: [String]) async -> Ending {
        let ending = await carryOut(arguments)
        guard let loss = console.loss else { return ending }
        return fail("standard output cannot be written: \(loss)", asJSON: arguments.contains(Option.json.name))
    }

    private func carryOut(_ arguments: [String]) async -> Ending {
        if arguments.isEmpty {
            console.tell(Self.overview)
            return .wrongInput
        }
        if ["--help", "-h", "help"].contains(arguments[0]) {
            console.say(Self.overview)
            return .success
        }
        do {
            return try await dispatch(arguments)
        } catch {
            console.tell("local-runner: \(error)\nlocal-runner --help tells what there is.")
            return .wrongInput
        }
    }

    private func dispatch(_ arguments: [String]) async throws(UsageFault) -> Ending {
        for command in Self.commands {
            let words = command.name.split(separator: " ").map(String.init)
            if arguments.starts(with: words) {
                return try await run(command, Array(arguments.dropFirst(words.count)))
            }
        }
        let names = Self.commands.map { $0.name }
        // A group's name alone is no slip: `dlq` wants one of its own.
        let group = names.filter { $0.hasPrefix("\(arguments[0]) ") }
        if !group.isEmpty, let second = arguments.dropFirst().first, ["--help", "-h"].contains(second) {
            console.say(Self.list(of: Self.commands.filter { group.contains($0.name) }).joined(separator: "\n"))
            return .success
        }
        if !group.isEmpty, arguments.count < 2 || arguments[1].hasPrefix("-") {
            throw .missingWord("one of \(group.joined(separator: ", "))")
        }
        let given = group.isEmpty ? arguments[0] : "\(arguments[0]) \(arguments[1])"
        throw .unknownCommand(given, known: names)
    }

    private func run(_ command: any Command.Type, _ arguments: [String]) async throws(UsageFault) -> Ending {
        let parsed = try Arguments(arguments, knowing: command.options + [.help])
        if parsed.has(.help) {
            console.say(command.help)
            return .success
        }
        return await (try command.init(parsed)).run(in: self)
    }

    static var overview: String {
        let statuses = Ending.allCases.map { "  \($0.rawValue)  \($0.meaning)" }
        return """
            local-runner runs Assay's functions on this machine, and looks after messages that failed.

            \(list(of: commands).joined(separator: "\n"))

              local-runner <command> --help tells more.

            Exit statuses:
            \(statuses.joined(separator: "\n"))
            """
    }

    private static func list(of commands: [any Command.Type]) -> [String] {
        let width = (commands.map { $0.name.count }.max() ?? 0) + 2
        return commands.map { command in
            "  \(command.name)\(String(repeating: " ", count: width - command.name.count))\(command.summary)"
        }
    }

    /// Says why a command came to nothing; as JSON where the command speaks it.
    func fail(_ reason: String, asJSON: Bool, as ending: Ending = .failure) -> Ending {
        if asJSON {
            let value: JSONValue = ["error": .string(reason)]
            console.tell(String(decoding: value.bytes(), as: UTF8.self))
        } else {
            console.tell("local-runner: \(reason)")
        }
        return ending
    }
}
