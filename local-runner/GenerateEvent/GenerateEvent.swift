import JSON
import LocalCloud
import Time

/// Prints an event to replay, or to keep as a test's fixture.
struct GenerateEvent<Event: GeneratedEvent>: Command {
    static var name: String { "generate-event \(Event.kind)" }
    static var summary: String { Event.summary }
    static var usage: String { "[--seed N] [options]" }
    static var options: [Option] { Event.options + [.region, .account, .seed, .json] }
    static var notes: [String] {
        ["What no option says is made up: ids anew each time, and the time is now. With --seed both stay the same."]
    }

    private let event: Event
    private let region: String?
    private let account: String?
    private let seed: UInt64?
    private let isCompact: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        if let word = arguments.words.first { throw .needlessWord(word) }
        event = try Event(arguments)
        region = try arguments.region()
        account = arguments[.account]
        if let account, account.utf8.count != 12 || !account.utf8.allSatisfy({ (48...57).contains($0) }) {
            throw .wrongValue(Option.account.name, account, wanted: "twelve digits")
        }
        seed = try arguments.number(.seed, in: 0...Int.max).map { UInt64($0) }
        isCompact = arguments.has(.json)
    }

    func run(in runner: Runner) async -> Ending {
        let variables = runner.environment
        let usual = CloudPlace()
        let place = CloudPlace(
            account: account ?? usual.account,
            region: region ?? variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"] ?? usual.region
        )
        let occasion =
            seed.map { Occasion(at: place, seed: $0) }
            ?? Occasion(at: place, now: SystemClock().now, random: SystemRandom())
        let bytes = event.value(on: occasion).bytes(style: isCompact ? .compact : .pretty)
        runner.console.say(String(decoding: bytes, as: UTF8.self))
        return .success
    }
}

extension Option {
    fileprivate static let account = Option("--account", "ID", "the account; the local cloud's 000000000000 by default")
    fileprivate static let seed = Option("--seed", "N", "draw ids and the time from this number")
}
