import AWSClient
import JSON

/// Which dead-letter queues there are, what lies in them, and whose they are.
struct ListDeadLetters: Command {
    static let name = "dlq list"
    static let summary = "list the dead-letter queues, with what lies in them"
    static let usage = "[--endpoint URL] [--json]"
    static let options = CloudChoice.options + [.json]

    private let choice: CloudChoice
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        if let word = arguments.words.first { throw .needlessWord(word) }
        choice = try CloudChoice(arguments)
        isJSON = arguments.has(.json)
    }

    func run(in runner: Runner) async -> Ending {
        switch runner.queues(of: choice) {
        case .failure(let fault): return runner.fail(fault.reason, asJSON: isJSON)
        case .success(let sqs):
            do throws(CallFailure) {
                show(try await sqs.queues(), on: runner.console)
                return .success
            } catch {
                return runner.fail("the queues cannot be listed: \(error)", asJSON: isJSON)
            }
        }
    }

    private func show(_ queues: [QueueState], on console: Console) {
        var sources: [String: [QueueState]] = [:]
        for queue in queues { if let target = queue.deadLetterQueue { sources[target, default: []].append(queue) } }
        let letters = queues.filter { sources[$0.arn] != nil }
        if letters.isEmpty, !isJSON { console.tell("No queue has a dead-letter queue here.") }
        for queue in letters {
            let names = (sources[queue.arn] ?? []).map { String($0.name) }.sorted()
            if isJSON {
                let value: JSONValue = [
                    "queue": .string(queue.url), "waiting": .integer(queue.waiting),
                    "inFlight": .integer(queue.inFlight), "sources": .array(names.map(JSONValue.string)),
                ]
                console.say(String(decoding: value.bytes(), as: UTF8.self))
            } else {
                let count = queue.waiting + queue.inFlight
                let busy = queue.inFlight > 0 ? " (\(queue.inFlight) being looked at)" : ""
                let number = console.styled("\(count)", count > 0 ? .bad : .good)
                console.say("\(number)\(busy)  \(queue.name)  from \(names.joined(separator: ", "))")
            }
        }
    }
}
