import TestKit
import Testing
import Time
import YAML

/// Scalars drawn from a seed, beside what PyYAML makes of them.
@Suite(.enabled(if: PythonPeer.samtranslator.isInstalled, "\(PythonPeer.samtranslator.absence)"))
struct PyYAMLTests {
    private static let letters = Array("0011223456789__..::++--eExXbBoOnNaAfFyYsSiItTlLuUrR~")
    private static let words = [
        "0x", "0b", "0", "1:", "59", "60", ".", "e+", "E-3", "inf", "nan", "yes", "No", "2001-01-", "_",
    ]

    @Test func `four thousand scalars are what PyYAML makes of them`() throws {
        let random = SeededRandom(seed: 12)
        let scalars = (0..<4_000).map { _ in Self.scalar(random) }
        let theirs = try withTemporaryFolder { folder in
            try write(scalars.joined(separator: "\n") + "\n", to: "\(folder)/scalars")
            return try run(PythonPeer.command("spellings") + ["\(folder)/scalars"])
        }.split(separator: "\n").map(String.init)
        try #require(theirs.count == scalars.count, "\(theirs.suffix(3))")
        for (scalar, expected) in zip(scalars, theirs) where expected != "refused" {
            let ours = try YAMLValue(parsing: Array("- \(scalar)".utf8))
            let wanted = try YAMLValue(parsing: Array("{\"list\": \(expected)}".utf8))["list"]
            #expect(ours.description == wanted?.description ?? expected, "\(scalar)")
        }
    }

    private static func scalar(_ random: SeededRandom) -> String {
        (0...Int(random.next() % 6)).reduce(into: "") { text, _ in
            let index = Int(random.next() % 1_000)
            if index % 4 == 0 {
                text += words[index % words.count]
            } else {
                text.append(letters[index % letters.count])
            }
        }
    }
}

extension YAMLValue {
    /// What is not finite has no word in JSON, but Python writes one.
    fileprivate var description: String {
        switch content {
        case .null: "null"
        case .bool(let bool): "\(bool)"
        case .integer(let integer): "\(integer)"
        case .double(let double): "double \(double)"
        case .string(let text) where tag == nil: "text \(text)"
        case .string(let text): "tagged \(text)"
        case .list(let list): "\(list.map(\.description))"
        case .map(let members): "\(members.map { "\($0.key): \($0.value.description)" })"
        }
    }
}
