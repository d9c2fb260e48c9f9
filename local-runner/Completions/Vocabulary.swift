import JSON

/// Which words may follow which: what every shell is told in its own way.
struct Vocabulary {
    struct Phrase {
        /// The words so far: none, `dlq`, or a whole command.
        let words: String
        /// What may come next, each with what it means.
        let next: [(word: String, summary: String)]
        let options: [Option]
        /// Whether a file may come next.
        var takesFile = false
    }

    /// Whole commands first.
    let phrases: [Phrase]

    init(of commands: [any Command.Type]) {
        let named = commands.map { (words: $0.name.split(separator: " ").map(String.init), command: $0) }
        let whole = named.map { words, command in
            Phrase(
                words: words.joined(separator: " "),
                next: [],
                options: command.options + [.help],
                takesFile: command.usage.hasPrefix("FILE")
            )
        }
        var beginnings: [(words: String, next: [(word: String, summary: String)])] = [("", [])]
        for (words, command) in named {
            for count in 0..<words.count {
                let beginning = words.prefix(count).joined(separator: " ")
                let isLast = count == words.count - 1
                let next = (word: words[count], summary: isLast ? command.summary : words[(count + 1)...].joined())
                guard let index = beginnings.firstIndex(where: { $0.words == beginning }) else {
                    beginnings.append((beginning, [next]))
                    continue
                }
                if let known = beginnings[index].next.firstIndex(where: { $0.word == next.word }) {
                    beginnings[index].next[known].summary += ", \(next.summary)"
                } else {
                    beginnings[index].next.append(next)
                }
            }
        }
        phrases = whole + beginnings.map { Phrase(words: $0.words, next: $0.next, options: [.help]) }
    }
}

extension Option {
    /// Whether its value is a file or a folder, which a shell can complete by itself.
    var wantsFile: Bool { value == "FILE" || value == "DIR" }
}

extension String {
    /// Within single quotes for bash and zsh.
    var quoted: String { "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'" }

    var json: String { String(decoding: JSONValue.string(self).bytes(), as: UTF8.self) }
}
