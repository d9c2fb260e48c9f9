import Hosting
import JSON
import LocalCloud
import Template
import Time

/// Hands events to the functions that they are for, and follows all that comes of it to the end.
struct Replay: Command {
    static let name = "replay"
    static let summary = "hand an event to the function it is for, and show all that comes of it"
    static let usage = "FILE|- [--function NAME] [--body] [--seed N] [--limit SECONDS] [--verbose] [--json]"
    static let options = [function, body, seed, limit, verbose] + CloudOptions.options + [.json]
    static let notes = [
        "FILE holds an event of S3, SQS, SNS, EventBridge, a schedule or an HTTP API, what that asks its authorizer, "
            + "the messages that `aws sqs receive-message` printed, the body of a message, or a list of these; - is "
            + "standard input.",
        "Between them it may hold requests of a client: {\"request\": {\"method\": \"GET\", \"path\": \"/docs\"}}, "
            + "with url, headers, body and file where needed; {{1.id}} is the member id of the first answer, and where "
            + "that has none the request is not made, which is a failure. Beside it, \"expect\": {\"status\": 200, "
            + "\"body\": {\"name\": \"value\"}} says what the answer must hold.",
        "To an event of an HTTP API the answer is shown, status and body; one of 500 or more is a failure.",
        "The objects that it names are taken from objects/<bucket>/<key> beside the file.",
        "Everything happens in a cloud of its own. Where all functions are linked into this runner, time is virtual: "
            + "waits take no time, and with --seed two runs print the same bytes.",
    ]

    static let function = Option(
        "--function",
        "NAME",
        "the function that gets the event, where the template leaves that open"
    )
    static let body = Option("--body", nil, "take the file as the body of one message, whatever it looks like")
    static let seed = Option("--seed", "N", "the order of everything, by a number")
    static let limit = Option("--limit", "SECONDS", "give up after so long by the cloud's clock; 3600 by default")

    static let verbose = Option("--verbose", nil, "show what functions write; else only where something went wrong")

    private let input: InputFile
    private let isBody: Bool
    private let course: ReplayCourse
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        guard let word = arguments.words.first else { throw .missingWord("FILE (or - for standard input)") }
        if arguments.words.count > 1 { throw .needlessWord(arguments.words[1]) }
        input = InputFile(word)
        isBody = arguments.has(Self.body)
        isJSON = arguments.has(.json)
        course = ReplayCourse(
            cloud: try CloudOptions(arguments),
            function: arguments[Self.function],
            seed: try arguments.seed(),
            limit: .seconds(try arguments.number(Self.limit, in: 1...1_209_600) ?? 3_600),
            folder: input.folder,
            isJSON: isJSON,
            isVerbose: arguments.has(Self.verbose)
        )
    }

    func run(in runner: Runner) async -> Ending {
        let events: [ReplayEvent]
        do {
            events = try ReplayInput(try input.read(), isBody: isBody).events
        } catch let fault as ReplayInputFault {
            return runner.fail("\(input.name): \(fault)", asJSON: isJSON, as: .wrongInput)
        } catch {
            return runner.fail("\(error)", asJSON: isJSON, as: .wrongInput)
        }
        return await course.run(events, named: input.name, in: runner)
    }
}

extension Arguments {
    func seed() throws(UsageFault) -> UInt64? {
        guard let text = self[Replay.seed] else { return nil }
        guard let seed = UInt64(text) else { throw .wrongValue("--seed", text, wanted: "a whole number from 0 on") }
        return seed
    }
}
