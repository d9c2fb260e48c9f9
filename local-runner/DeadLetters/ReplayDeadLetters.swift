import AWSClient
import Time

/// Runs messages of a dead-letter queue through their real function, here, and leaves them where they are.
struct ReplayDeadLetters: Command {
    static let name = "dlq replay"
    static let summary = "run messages of a dead-letter queue through their function here, and leave them there"
    static let usage = "QUEUE [--max N] [--function NAME] [--seed N] [--limit SECONDS] [--verbose] [--json]"
    static let options =
        CloudChoice.options + [ShowDeadLetters.most, Replay.function, Replay.seed, Replay.limit, Replay.verbose]
        + CloudOptions.options.filter { $0 != .region } + [.json]
    static let notes = [
        "The messages are read as `dlq show` reads them. The function is that of the queue that gave them up; what it "
            + "does happens in a cloud of its own on this machine, and nowhere else.",
        "The objects that messages name are taken from events/objects/<bucket>/<key>.",
    ]

    private let queue: QueueReference
    private let choice: CloudChoice
    private let limit: Int
    private let course: ReplayCourse

    init(_ arguments: Arguments) throws(UsageFault) {
        queue = try arguments.queue()
        choice = try CloudChoice(arguments)
        limit = try arguments.number(ShowDeadLetters.most, in: 1...1000) ?? 10
        course = ReplayCourse(
            cloud: try CloudOptions(arguments),
            function: arguments[Replay.function],
            seed: try arguments.seed(),
            limit: .seconds(try arguments.number(Replay.limit, in: 1...1_209_600) ?? 3_600),
            folder: "events",
            isJSON: arguments.has(.json),
            isVerbose: arguments.has(Replay.verbose)
        )
    }

    func run(in runner: Runner) async -> Ending {
        switch runner.queues(of: choice) {
        case .failure(let fault): return runner.fail(fault.reason, asJSON: course.isJSON)
        case .success(let sqs):
            do {
                return try await replay(by: sqs, in: runner)
            } catch {
                return runner.fail(error, asJSON: course.isJSON)
            }
        }
    }

    private func replay(by sqs: SQS, in runner: Runner) async throws -> Ending {
        let state = try await queue.state(by: sqs)
        if let fault = state.unseeable { return runner.fail(fault, asJSON: course.isJSON) }
        let letters = try await sqs.letters(of: state.url, atMost: limit)
        if letters.isEmpty {
            runner.console.tell("\(state.name) has no message to replay.")
            return .success
        }
        let events = letters.compactMap { QueuedMessage($0.json)?.event(line: 1) }
        return await course.run(events, named: "\(state.name)", in: runner)
    }
}
