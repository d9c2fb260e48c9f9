/// Prints what makes a shell complete our command lines.
struct PrintCompletions<Script: CompletionScript>: Command {
    static var name: String { "completions \(Script.shell)" }
    static var summary: String { "print completions for \(Script.shell)" }
    static var usage: String { "" }
    static var options: [Option] { [.json] }
    static var notes: [String] { ["To have them: \(Script.installation)", "With --json the script is one string."] }

    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        if let word = arguments.words.first { throw .needlessWord(word) }
        isJSON = arguments.has(.json)
    }

    func run(in runner: Runner) async -> Ending {
        let script = Script.text(for: Vocabulary(of: Runner.commands))
        runner.console.say(isJSON ? script.json : script)
        return .success
    }
}

/// How one shell is told what to complete.
protocol CompletionScript: Sendable {
    static var shell: String { get }
    /// The line that somebody adds to the shell's own settings.
    static var installation: String { get }

    static func text(for vocabulary: Vocabulary) -> String
}

/// The shells that there are scripts for.
enum Completions {
    static let commands: [any Command.Type] = [
        PrintCompletions<BashCompletions>.self, PrintCompletions<ZshCompletions>.self,
        PrintCompletions<FishCompletions>.self,
    ]
}
