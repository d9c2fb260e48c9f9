enum ZshCompletions: CompletionScript {
    static let shell = "zsh"
    static let installation = "source <(local-runner completions zsh), after compinit"

    static func text(for vocabulary: Vocabulary) -> String {
        """
        #compdef local-runner
        _local_runner() {
            local line="${(j: :)words[2,CURRENT - 1]}" previous=${words[CURRENT - 1]} operand=''
            local -a choices options values files
            case " $line " in
        \(vocabulary.phrases.map(branch).joined(separator: "\n"))
            esac
            if (( ${files[(Ie)$previous]} )); then
                _files
            elif (( ! ${values[(Ie)$previous]} )); then
                _describe -t commands command choices
                _describe -o option options
                [[ -n $operand ]] && _files
            fi
        }
        if [[ ${funcstack[1]} == _local[-_]runner ]]; then
            _local_runner "$@"
        else
            compdef _local_runner local-runner
        fi
        """
    }

    private static func branch(_ phrase: Vocabulary.Phrase) -> String {
        let values = phrase.options.filter { $0.value != nil }
        let pattern = phrase.next.isEmpty ? "\(" \(phrase.words) ".quoted)*" : " \(phrase.words) ".quoted
        return """
                    (\(pattern))
                        choices=(\(phrase.next.map { described($0.word, $0.summary) }.joined(separator: " ")))
                        options=(\(phrase.options.map { described($0.name, $0.summary) }.joined(separator: " ")))
                        values=(\(values.map(\.name).joined(separator: " ")))
                        files=(\(values.filter(\.wantsFile).map(\.name).joined(separator: " ")))
                        operand=\(phrase.takesFile ? "file" : "") ;;
            """
    }

    /// A colon parts the word from what it means.
    private static func described(_ word: String, _ summary: String) -> String {
        "\(word.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:")):\(summary)".quoted
    }
}
