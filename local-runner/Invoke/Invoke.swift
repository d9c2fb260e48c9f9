import HTTPServer
import JSON
import LocalCloud
import SystemCalls
import Template
import Time

/// Runs one function with one event, in a cloud of its own, and prints its answer.
struct Invoke: Command {
    static let name = "invoke"
    static let summary = "run one function with one event, and print its answer"
    static let usage = "FUNCTION [-e FILE|-] [--json]"
    static let options = [event] + CloudOptions.options + [.json]
    static let notes = [
        "FUNCTION is a logical id of the template or a function's name. Without -e the event is an empty object.",
        "What the function writes goes to standard error, its answer to standard output.",
    ]

    static let event = Option("--event", "FILE", "the event; - is standard input (-e is short for it)")

    private let function: String
    private let input: InputFile?
    private let cloud: CloudOptions
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        guard let word = arguments.words.first else { throw .missingWord("FUNCTION") }
        if arguments.words.count > 1 { throw .needlessWord(arguments.words[1]) }
        function = word
        input = arguments[Self.event].map(InputFile.init)
        cloud = try CloudOptions(arguments)
        isJSON = arguments.has(.json)
    }

    func run(in runner: Runner) async -> Ending {
        do {
            let event = try input?.read() ?? Array("{}".utf8)
            // What is no JSON never reaches the function.
            if let input { _ = try JSONValue(parsing: event, of: input.name) }
            return tell(try await invoke(with: event, in: runner), on: runner.console)
        } catch {
            return runner.fail(error, asJSON: isJSON)
        }
    }

    private func invoke(with event: [UInt8], in runner: Runner) async throws -> DirectCall {
        EndSignal.install()
        let store = try Store(nil)
        defer { store.close() }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        return try await withEventLoop { crew in
            let server = try HTTPServer(on: crew, limits: .ofCloud)
            let endpoint = "http://127.0.0.1:\(server.port)"
            let plan = try CloudPlan(cloud, in: runner, endpoint: endpoint, needsTemplate: true)
            guard let name = try plan.stack?.function(named: function).name else {
                throw TemplateFault.missing(cloud.template.name)
            }
            let doors = ServerDoors(on: crew)
            let deployment = try await plan.deploy(
                on: plan.ground(clock: SystemClock(), random: SystemRandom()),
                bytes: store.bytes,
                table: runner.functions,
                scratch: scratch.path,
                doors: doors,
                screen: FunctionScreen(runner.console)
            )
            return try await deployment.whileServed(by: server, doors) {
                let call = try await deployment.invoke(name, with: event)
                if await !deployment.isSettled() {
                    runner.console.tell("what the function set off was left undone: replay carries it out")
                }
                return call
            }
        }
    }

    private func tell(_ call: DirectCall, on console: Console) -> Ending {
        let ending = call.run.outcome.ending
        if isJSON {
            let value: JSONValue = [
                "status": .integer(Int(ending.rawValue)),
                "outcome": .string(call.run.outcome.words),
                "start": call.run.isCold ? "cold" : "warm",
                "microseconds": .integer(call.run.duration.wholeMicroseconds),
                "answer": Story.value(of: call.payload),
            ]
            console.say(String(decoding: value.bytes(style: .pretty), as: UTF8.self))
        } else {
            console.say(String(decoding: call.payload, as: UTF8.self))
        }
        return ending
    }
}

extension FunctionOutcome {
    /// How a command ends whose one function ended so.
    var ending: Ending {
        switch self {
        case .answered: .success
        case .timedOut: .timedOut
        case .failed, .crashed, .outOfMemory, .initFailed, .responseTooLarge, .noProgram: .handlerFailed
        }
    }
}
