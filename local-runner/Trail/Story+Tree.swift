import AWSClient
import Hosting
import JSON
import LocalCloud
import Processes
import Time

/// Which milliseconds are told: those of the cloud's clock, which are the same in each run of a seed, or the machine's.
enum Timing: Sendable {
    case ofCloud
    case ofMachine

    func duration(of act: Story.Act) -> Duration {
        switch self {
        case .ofCloud: act.duration
        case .ofMachine: act.realDuration
        }
    }
}

extension Duration {
    /// With one digit behind the point, rounded down: `12.3`.
    var milliseconds: String {
        let tenths = components.seconds * 10_000 + components.attoseconds / 100_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }

    var wholeMicroseconds: Int { Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000) }
}

extension Story {
    /// The trail as a tree, a line each.
    func tree(_ timing: Timing, on console: Console) -> [String] {
        roots.flatMap { lines(of: $0, timing, console) } + summary(console)
    }

    private func lines(of index: Int, _ timing: Timing, _ console: Console) -> [String] {
        let act = acts[index]
        let start = act.isCold ? "cold" : "warm"
        let name = console.styled(act.function.printable, .bold)
        let milliseconds = timing.duration(of: act).milliseconds
        var lines = ["\(name)  \(start)  \(milliseconds) ms  \(act.verdict(console))"]
        for (place, step) in act.steps.enumerated() {
            let isLast = place == act.steps.count - 1
            lines.append("\(isLast ? "└─" : "├─") \(step.words(console))")
            for (number, next) in step.acts.enumerated() {
                let isLastAct = number == step.acts.count - 1
                let inner = self.lines(of: next, timing, console)
                let stem = isLast ? "   " : "│  "
                for (line, text) in inner.enumerated() {
                    let branch = line == 0 ? (isLastAct ? "└─ " : "├─ ") : (isLastAct ? "   " : "│  ")
                    lines.append(stem + branch + text)
                }
            }
        }
        return lines
    }

    private func summary(_ console: Console) -> [String] {
        var lines: [String] = []
        let changes = changes
        if !changes.isEmpty {
            lines += ["", console.styled("changed", .bold)]
            lines += Self.counted(changes.map { "  \($0.service) \($0.operation.words)" })
        }
        if !deadLetters.isEmpty {
            lines += ["", console.styled("dead letters", .bad)]
            lines += deadLetters.map { letter in
                let why = letter.note.map { "  \(console.styled($0.code.printable, .bad)) \($0.message.printable)" }
                return "  \(letter.message) in \(letter.queue)\(why ?? "")"
            }
        }
        return lines
    }

    /// Each line once, where it first stands, with how often it came.
    private static func counted(_ lines: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for line in lines { counts[line, default: 0] += 1 }
        var told: Set<String> = []
        return lines.filter { told.insert($0).inserted }.map { line in
            let count = counts[line, default: 1]
            return count == 1 ? line : "\(line)  \(count) times"
        }
    }
}

extension Story.Act {
    fileprivate func verdict(_ console: Console) -> String {
        guard let outcome else { return console.styled("not finished", .bad) }
        switch outcome {
        case .answered(let answer):
            let failed = FailedParts(of: answer)
            if let status = failed.status { return console.styled("status \(status)", .bad) }
            if !failed.messages.isEmpty {
                return console.styled("\(failed.messages.count) of \(messages.count.of("message")) failed", .bad)
            }
            return console.styled("ok", .good)
        case .failed, .timedOut, .crashed, .outOfMemory, .initFailed, .responseTooLarge, .noProgram:
            return console.styled(outcome.words.printable, .bad)
        }
    }
}

extension Story.Step {
    fileprivate func words(_ console: Console) -> String {
        var text = "\(call.service) \(call.operation.words)"
        if !queues.isEmpty { text += console.styled(" → \(queues.joined(separator: ", "))", .dim) }
        if call.status >= 400 {
            text += console.styled("  \(call.status)\(call.fault.map { " \($0.printable)" } ?? "")", .doubtful)
        }
        return text
    }
}

extension CalledOperation {
    /// `GetItem Documents 4834bfdb…/record`: of a key its values, and of an id as much as tells it from its like.
    var words: String {
        guard let place else { return name }
        let values = (key?.object?.members ?? []).compactMap { $0.value.object?.members.first?.value.string }
        let item = values.map { UUID($0) == nil ? $0 : "\($0.prefix(8))…" }.joined(separator: "/")
        return ([name, place] + (item.isEmpty ? [] : [item])).joined(separator: " ").printable
    }
}

extension FunctionOutcome {
    /// In a few words, as a person says it.
    var words: String {
        switch self {
        case .answered: "ok"
        case .failed(let fault): "failed: \(fault.type): \(fault.message)"
        case .timedOut(let limit): "timed out after \(limit.milliseconds) ms"
        case .crashed(.exited(let status)): "crashed: it ended with status \(status)"
        case .crashed(.killed(let signal)): "crashed: signal \(signal) killed it"
        case .outOfMemory(let size): "held more than \(size) MB"
        case .initFailed(let fault): "could not start: \(fault.type): \(fault.message)"
        case .responseTooLarge: "answered more than Lambda takes"
        case .noProgram(let reason): "not run: \(reason)"
        }
    }
}
