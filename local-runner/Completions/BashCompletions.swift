enum BashCompletions: CompletionScript {
    static let shell = "bash"
    static let installation = "source <(local-runner completions bash)"

    static func text(for vocabulary: Vocabulary) -> String {
        """
        _local_runner() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
            local line="${COMP_WORDS[*]:1:COMP_CWORD - 1}" words='' values='' files='' operand=''
            COMPREPLY=()
            case " $line " in
        \(vocabulary.phrases.map(branch).joined(separator: "\n"))
            esac
            if [[ " $files " == *" $previous "* ]]; then
                mapfile -t COMPREPLY < <(compgen -f -- "$current")
            elif [[ " $values " != *" $previous "* ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$words" $operand -- "$current")
            fi
        }
        complete -o filenames -F _local_runner local-runner
        """
    }

    private static func branch(_ phrase: Vocabulary.Phrase) -> String {
        let words = phrase.next.map(\.word) + phrase.options.map(\.name)
        let values = phrase.options.filter { $0.value != nil }
        // Behind a whole command anything may stand, behind a beginning nothing else.
        let pattern = phrase.next.isEmpty ? "\(" \(phrase.words) ".quoted)*" : " \(phrase.words) ".quoted
        return """
                    \(pattern))
                        words=\(list(words)) values=\(list(values.map(\.name)))
                        files=\(list(values.filter(\.wantsFile).map(\.name))) operand=\(phrase.takesFile ? "-f" : "") ;;
            """
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: " ").quoted }
}
