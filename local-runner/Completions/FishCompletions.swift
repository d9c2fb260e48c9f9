enum FishCompletions: CompletionScript {
    static let shell = "fish"
    static let installation = "local-runner completions fish > ~/.config/fish/completions/local-runner.fish"

    static func text(for vocabulary: Vocabulary) -> String {
        """
        function __local_runner_words
            set -l words (commandline -opc)
            string join -- ' ' '' $words[2..-1] ''
        end
        function __local_runner_at
            test (__local_runner_words) = (string join -- ' ' '' $argv '')
        end
        function __local_runner_in
            string match -q -- (string join -- ' ' '' $argv '*') (__local_runner_words)
        end
        complete -c local-runner -f
        \(vocabulary.phrases.flatMap(lines).joined(separator: "\n"))
        """
    }

    private static func lines(_ phrase: Vocabulary.Phrase) -> [String] {
        let test = phrase.next.isEmpty ? "__local_runner_in" : "__local_runner_at"
        let start = "complete -c local-runner -n \(quoted("\(test) \(phrase.words)"))"
        return (phrase.takesFile ? ["\(start) -F"] : [])
            + phrase.next.map { "\(start) -a \($0.word) -d \(quoted($0.summary))" }
            + phrase.options.map { option in
                let value = option.value == nil ? "" : option.wantsFile ? " -r -F" : " -x"
                return "\(start) -l \(option.name.dropFirst(2))\(value) -d \(quoted(option.summary))"
            }
    }

    /// Within fish's single quotes, which know two escapes.
    private static func quoted(_ text: String) -> String {
        "'\(text.map { "\\'".contains($0) ? "\\\($0)" : String($0) }.joined())'"
    }
}
