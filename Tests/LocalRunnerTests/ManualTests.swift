import Files
import Testing

@testable import local_runner

/// docs/local-runner.md beside what the program really takes.
struct ManualTests {
    @Test func `every command has its section, and every section its command`() throws {
        let documented = try Self.sections().filter(\.isCommand)
        let names = Set(Runner.commands.map { $0.name })
        let groups = Set(names.compactMap { $0.contains(" ") ? String($0.prefix { $0 != " " }) : nil })
        for name in names { #expect(documented.contains { $0.title == name }, "\(name) has no section") }
        for section in documented where !groups.contains(section.title) && !section.isUnchecked {
            #expect(names.contains(section.title), "there is no \(section.title)")
        }
    }

    @Test(arguments: Runner.commands.map { $0.name })
    func `a command's section, with those that it names, has all of its options and no other`(_ name: String) throws {
        let sections = try Self.sections()
        let command = try #require(Runner.commands.first { $0.name == name })
        guard let own = sections.first(where: { $0.title == name }) else { return }
        let linked = sections.filter { own.links.contains($0.anchor) && !($0.isCommand && !name.hasPrefix($0.group)) }
        let options = Set(command.options.map { "\($0.name)\($0.value.map { " \($0)" } ?? "")" })
        let told = Set(([own] + linked).flatMap(\.options))
        #expect(options.subtracting(told) == [], "not in the manual")
        if !([own] + linked).contains(where: \.isUnchecked) { #expect(told.subtracting(options) == [], "no option") }
    }

    @Test func `the exit statuses are those that there are`() throws {
        let rows = Ending.allCases.map { "| \($0.rawValue) | \($0.meaning) |" }
        let text = try Self.text()
        #expect(
            text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.dropFirst(2).first?.isNumber == true }
                .map(String.init) == rows
        )
    }

    private static func text() throws -> String {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return String(decoding: try #require(try SystemFiles().read("/\(root)/docs/local-runner.md")), as: UTF8.self)
    }

    private static func sections() throws -> [Section] {
        var sections: [Section] = []
        for line in try text().split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("##") {
                sections.append(Section(heading: line))
            } else if !sections.isEmpty {
                sections[sections.count - 1].lines.append(String(line))
            }
        }
        return sections
    }

    private struct Section {
        let title: String
        let isCommand: Bool
        var lines: [String] = []

        init(heading: Substring) {
            let words = heading.drop { $0 == "#" || $0 == " " }
            isCommand = words.hasPrefix("`")
            title = String(words.filter { $0 != "`" })
        }

        /// What it says of things that are still being made, which are not held against the program.
        var isUnchecked: Bool { lines.contains { $0.contains("<!-- check -->") } }

        /// The first word of a command: `dlq`.
        var group: String { String(title.prefix { $0 != " " }) }

        /// As the pages of a repository name a heading.
        var anchor: String {
            let letters = title.lowercased().map { $0 == " " ? "-" : $0 }
            return String(letters.filter { $0.isLetter || $0.isNumber || $0 == "-" })
        }

        /// The places of this page that it leads to.
        var links: [String] {
            lines.joined(separator: " ").split(separator: "](#").dropFirst().map { String($0.prefix { $0 != ")" }) }
        }

        /// What stands in the first cells of its tables, as the help has it: `--port N`.
        var options: [String] {
            lines.filter { $0.hasPrefix("| `--") }.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
        }
    }
}
