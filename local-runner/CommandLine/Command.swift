/// One command of local-runner.
protocol Command: Sendable {
    /// The words that call it: `dlq redrive`.
    static var name: String { get }
    static var summary: String { get }
    /// What follows the name: `QUEUE [--confirm]`.
    static var usage: String { get }
    static var options: [Option] { get }
    /// What else its help says, a paragraph each.
    static var notes: [String] { get }

    /// Takes what it needs from the command line, and finds out at once what is wrong with it.
    init(_ arguments: Arguments) throws(UsageFault)

    func run(in surroundings: Runner) async -> Ending
}

extension Command {
    static var notes: [String] { [] }

    static var help: String {
        var lines = ["\(name): \(summary)", "", "  local-runner \(name) \(usage)", ""]
        let heads = (options + [Option.help]).map { "  \($0.name)\($0.value.map { " \($0)" } ?? "")" }
        let width = (heads.map(\.count).max() ?? 0) + 2
        for (option, head) in zip(options + [Option.help], heads) {
            lines.append(head + String(repeating: " ", count: width - head.count) + option.summary)
        }
        for note in notes { lines += ["", note] }
        return lines.joined(separator: "\n")
    }
}
