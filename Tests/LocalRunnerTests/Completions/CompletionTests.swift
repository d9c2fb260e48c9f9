import TestKit
import Testing

@testable import local_runner

/// What each shell itself offers once it has read our script.
struct CompletionTests {
    /// Lines that end where somebody asks, and the words that are offered there.
    private static let questions: [(line: String, offered: [String])] = [
        ("", words(after: "")),
        ("dlq ", words(after: "dlq ")),
        ("dlq sh", ["show"]),
        ("generate-event s3-", ["s3-delete", "s3-eventbridge", "s3-put"]),
        ("completions ", ["bash", "fish", "zsh"]),
        (
            "dlq redrive queue --",
            ["--confirm", "--endpoint", "--help", "--hide", "--json", "--max", "--profile", "--region", "--to"]
        ),
        ("start --json --re", ["--region"]),
        ("start --data ", ["one.txt", "two.txt"]),
        ("start --port ", []),
        ("replay ", ["one.txt", "two.txt"]),
        ("nonsense ", []),
    ]

    @Test(.enabled(if: isInstalled("bash"), "bash is not installed"))
    func `bash completes commands, options and files`() async throws {
        try await expect("bash", ["bash", "--norc", "-c", Self.bashDriver, "bash"])
    }

    @Test(.enabled(if: isInstalled("zsh"), "zsh is not installed"))
    func `zsh completes commands, options and files`() async throws {
        try await expect("zsh", ["zsh", "-f", "-c", Self.zshDriver, "zsh"])
    }

    @Test(.enabled(if: isInstalled("fish"), "fish is not installed"))
    func `fish completes commands, options and files`() async throws {
        try await expect("fish", ["fish", "--no-config", "-c", Self.fishDriver])
    }

    @Test func `a script is one string of JSON where that is asked for`() async {
        let (plain, json) = (Screen(), Screen())
        _ = await plain.runner().run(["completions", "fish"])
        _ = await json.runner().run(["completions", "fish", "--json"])
        #expect(json.output == String(plain.output.dropLast()).json + "\n")
    }

    // Each takes the script and the lines, and prints what is offered for each line, then a line with a dot.

    /// Calls what the script has registered, as bash itself does: what was typed lies in an array.
    private static let bashDriver = #"""
        source "$1"
        complete="$(complete -p local-runner | sed 's/.*-F \([a-z_]*\) .*/\1/')"
        for line in "${@:2}"; do
            read -ra COMP_WORDS <<< "local-runner $line"
            [[ $line == '' || $line == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            $complete
            printf '%s\n' "${COMPREPLY[@]}" .
        done
        """#

    /// Types each line in a zsh of its own at a terminal of its own, which lists what it would complete.
    private static let zshDriver = #"""
        zmodload zsh/zpty
        zpty inner zsh -f -i
        zpty -w inner "PS1=''; stty cols 200 rows 100; LISTMAX=0 KEYTIMEOUT=1"
        zpty -w inner "autoload -Uz compinit; compinit -D; source $1"
        zpty -w inner "zstyle ':completion:*' verbose no; mark() { print -rn -- '<end>' }; zle -N mark"
        zpty -w inner "bindkey '^I' list-choices '^X' mark '^U' kill-buffer; print REA''DY"
        zpty -r -m inner out '*READY*'
        for line in "${@[2,-1]}"; do
            zpty -w -n inner $'\x15'"local-runner $line"$'\t\x18'
            zpty -r -m inner out '*<end>*'
            out=${${out%%'<end>'*}##*$'\e[J'}
            print -rl -- ${=${out%%$'\e'*}//$'\r'} .
        done
        """#

    private static let fishDriver = #"""
        source $argv[1]
        for line in $argv[2..-1]
            complete -C "local-runner $line" | string replace -r '\t.*' ''
            echo .
        end
        """#

    private func expect(_ shell: String, _ driver: [String]) async throws {
        let screen = Screen()
        #expect(await screen.runner().run(["completions", shell]) == .success)
        let text = screen.output
        try withTemporaryFolder { folder in
            try run("mkdir", "\(folder)/here")
            for file in ["one.txt", "two.txt"] { try write("", to: "\(folder)/here/\(file)") }
            try write(text, to: "\(folder)/script")
            let said = try run(
                driver + ["\(folder)/script"] + Self.questions.map(\.line),
                environment: ["TERM": "xterm", "HOME": folder],
                in: "\(folder)/here"
            )
            var answers = said.split(separator: "\n")[...]
            for (line, words) in Self.questions {
                let offered = answers.prefix { $0 != "." }.map(String.init)
                answers = answers.dropFirst(offered.count + 1)
                // Options may stand almost everywhere, and each shell has its own idea of when to show them.
                let asksForOption = line.split(separator: " ").last?.hasPrefix("-") == true && !line.hasSuffix(" ")
                #expect(offered.filter { asksForOption || !$0.hasPrefix("-") }.sorted() == words, "\(shell): \(line)")
            }
        }
    }

    /// The words that commands of such a beginning go on with.
    private static func words(after beginning: String) -> [String] {
        let names = Runner.commands.map { $0.name }.filter { $0.hasPrefix(beginning) }
        let rests = names.map { $0.dropFirst(beginning.count) }
        return Set(rests.map { String($0.prefix { $0 != " " }) }).sorted()
    }

    private static func isInstalled(_ program: String) -> Bool {
        do {
            try run("which", program)
            return true
        } catch {
            return false
        }
    }
}
