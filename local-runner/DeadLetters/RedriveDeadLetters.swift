import AWSClient
import JSON

/// Puts the messages of a dead-letter queue back to where they came from.
struct RedriveDeadLetters: Command {
    static let name = "dlq redrive"
    static let summary = "put messages back to where they came from; a dry run unless --confirm"
    static let usage = "QUEUE [--to QUEUE] [--max N] [--hide N] [--confirm] [--json]"
    static let options = CloudChoice.options + [Self.to, Self.most, Self.hide, Self.confirm, .json]
    static let notes = [
        "A message is deleted only once the other queue has taken it, with its attributes, group and trace. Ended at "
            + "any moment nothing is lost, and at most ten messages are in both queues; a queue that keeps an order "
            + "drops those that come twice within five minutes.",
        "Exit status 2: there is no such queue, or --to is the queue itself, and nothing was done; 4: some messages "
            + "stayed.",
    ]

    static let to = Option("--to", "QUEUE", "where all go; by default each to the queue that it came from")
    static let most = Option("--max", "N", "how many at most; all by default")
    static let hide = Option(
        "--hide",
        "N",
        "for how many seconds others do not see what is being moved, which is when it is back after a kill; "
            + "\(Redrive.usualHiding) by default"
    )
    static let confirm = Option("--confirm", nil, "really do it")

    private let queue: QueueReference
    private let choice: CloudChoice
    private let destination: QueueReference?
    private let limit: Int?
    private let hiding: Int
    private let isConfirmed: Bool
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        queue = try arguments.queue()
        choice = try CloudChoice(arguments)
        let place = arguments[Self.to]
        destination = place.flatMap { QueueReference($0) }
        if let place, destination == nil {
            throw .wrongValue("--to", place, wanted: "a name, a URL or an ARN of a queue")
        }
        limit = try arguments.number(Self.most, in: 1...1_000_000_000)
        // SQS hides nothing for more than twelve hours.
        hiding = try arguments.number(Self.hide, in: 1...43_200) ?? Redrive.usualHiding
        isConfirmed = arguments.has(Self.confirm)
        isJSON = arguments.has(.json)
    }

    func run(in runner: Runner) async -> Ending {
        switch runner.queues(of: choice) {
        case .failure(let fault): return runner.fail(fault.reason, asJSON: isJSON)
        case .success(let sqs):
            do {
                let state = try await queue.state(by: sqs)
                let target = try await destination?.state(by: sqs)
                if let target, target.isSame(as: state) { throw SameQueue(name: "\(state.name)") }
                let count = min(limit ?? Int.max, state.waiting + state.inFlight)
                guard isConfirmed else { return announce(count, of: state, to: target, on: runner.console) }
                return try await redrive(state.url, to: target?.url, count, by: sqs, in: runner)
            } catch {
                return runner.fail(error, asJSON: isJSON)
            }
        }
    }

    /// Each message would only lose the note beside it, and what SQS says of where it came from.
    private struct SameQueue: Error, CustomStringConvertible {
        let name: String

        var description: String { "--to is \(name.printable) too: nothing is put back where it is" }
    }

    private func announce(
        _ count: Int,
        of state: QueueState,
        to target: QueueState?,
        on console: Console
    ) -> Ending {
        if isJSON {
            let value: JSONValue = ["dryRun": true, "messages": .integer(count)]
            console.say(String(decoding: value.bytes(), as: UTF8.self))
        } else {
            let place = target.map { "\($0.name)" } ?? "where \(count == 1 ? "it" : "they") came from"
            console.say(
                "\(count.of("message")) of \(state.name) would go to \(place). Nothing was done: add --confirm."
            )
        }
        return .success
    }

    private func redrive(
        _ url: String,
        to destination: String?,
        _ count: Int,
        by sqs: SQS,
        in runner: Runner
    ) async throws(CallFailure) -> Ending {
        var redrive = Redrive(sqs: sqs, queue: url, destination: destination, limit: count, hiding: hiding)
        do throws(CallFailure) {
            try await redrive.run { report in
                if !isJSON { runner.console.tell("\(report.count) of \(count) moved") }
            }
        } catch {
            show(redrive.report, on: runner.console)
            return runner.fail(
                "it ended early: \(error). Those of the last batch may be in both queues; nothing is lost",
                asJSON: isJSON
            )
        }
        show(redrive.report, on: runner.console)
        let left = try await left(of: count - redrive.seen, in: url, by: sqs)
        if left > 0 {
            runner.console.tell("\(left) are in somebody's hands, or were until now: run it again.")
        }
        return redrive.report.stayed.isEmpty && redrive.report.doubled.isEmpty && left == 0 ? .success : .deadLetter
    }

    /// How many of those that were not shown to us are there still: whoever had them may have given them back since.
    private func left(of unseen: Int, in url: String, by sqs: SQS) async throws(CallFailure) -> Int {
        guard unseen > 0 else { return 0 }
        let state = try await QueueState(of: url, by: sqs)
        return min(unseen, state.waiting + state.inFlight)
    }

    private func show(_ report: RedriveReport, on console: Console) {
        if isJSON {
            console.say(String(decoding: report.json.bytes(), as: UTF8.self))
            return
        }
        for (url, count) in report.moved.sorted(by: { $0.key < $1.key }) { console.say("\(count) moved to \(url)") }
        for stay in report.stayed {
            console.say("\(console.styled("stayed", .bad)) \(stay.id): \(stay.reason.printable)")
        }
        for id in report.doubled { console.say("\(console.styled("in both queues", .doubtful)) \(id)") }
        if report == RedriveReport() { console.say("There was nothing to move.") }
    }
}
