import AWSClient
import Hosting
import JSON
import Time

/// Shows messages of a dead-letter queue and gives them back.
struct ShowDeadLetters: Command {
    static let name = "dlq show"
    static let summary = "show messages of a dead-letter queue, and leave them there"
    static let usage = "QUEUE [--max N] [--json]"
    static let options = CloudChoice.options + [Self.most, .json]
    static let notes = [
        "Looking counts as a receive. So a queue that gives messages up itself is not looked at: the look could be the "
            + "one too many. Messages are hidden from others while they are read, for half a minute at most."
    ]

    static let most = Option("--max", "N", "how many at most; 10 by default, 1000 at most")

    private let queue: QueueReference
    private let choice: CloudChoice
    private let limit: Int
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        queue = try arguments.queue()
        choice = try CloudChoice(arguments)
        limit = try arguments.number(Self.most, in: 1...1000) ?? 10
        isJSON = arguments.has(.json)
    }

    func run(in runner: Runner) async -> Ending {
        switch runner.queues(of: choice) {
        case .failure(let fault): return runner.fail(fault.reason, asJSON: isJSON)
        case .success(let sqs):
            do {
                return try await show(by: sqs, in: runner)
            } catch {
                return runner.fail(error, asJSON: isJSON)
            }
        }
    }

    private func show(by sqs: SQS, in runner: Runner) async throws -> Ending {
        let state = try await queue.state(by: sqs)
        if let fault = state.unseeable { return runner.fail(fault, asJSON: isJSON) }
        let letters = try await sqs.letters(of: state.url, atMost: limit)
        for letter in letters { print(letter, on: runner.console) }
        let left = max(0, state.waiting + state.inFlight - letters.count)
        if !isJSON { runner.console.tell("\(letters.count) shown, \(left) more in \(state.name).") }
        return .success
    }

    private func print(_ letter: DeadLetter, on console: Console) {
        if isJSON {
            console.say(String(decoding: letter.json.bytes(), as: UTF8.self))
            return
        }
        let attributes = letter.message.attributes ?? [:]
        console.say(console.styled(letter.message.messageId, .bold))
        if let source = letter.source { console.say("  from      \(source.printable)") }
        if let group = letter.group { console.say("  group     \(group.printable)") }
        if let count = attributes["ApproximateReceiveCount"] {
            console.say("  received  \(count == "1" ? "once" : "\(count) times")")
        }
        if let note = letter.note {
            console.say("  why       \(console.styled(note.code.printable, .bad)) \(note.message.printable)")
            console.say("  where     \(note.function.printable), attempt \(note.attempt), \(note.time)")
            console.say("  request   \(note.request.printable)")
        }
        console.say("  body      \(letter.message.body.printable)")
    }
}
