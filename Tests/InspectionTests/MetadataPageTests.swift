import Inspection
import JSON
import Testing

/// Holds docs/metadata.md against what is told.
@Suite struct MetadataPageTests {
    /// What stands in backquotes in the first column of its tables.
    private static func keys() throws -> Set<String> {
        let page = String(decoding: try contents(of: "../docs/metadata.md"), as: UTF8.self)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        return Set(
            rows.flatMap { row in
                let names =
                    row.split(separator: "|").first?.split(separator: "`", omittingEmptySubsequences: false) ?? []
                return names.indices.filter { $0 % 2 == 1 }.map { String(names[$0]) }
            }
        )
    }

    /// A sentence may go on in the next line.
    private static func flowing(_ bytes: [UInt8]) -> [UInt8] { bytes.map { $0 == UInt8(ascii: "\n") ? 0x20 : $0 } }

    @Test func `every key that a sample tells is on the page`() async throws {
        let known = try Self.keys()
        #expect(known.count > 120)
        let expected = try #require(try JSONValue(parsing: try contents(of: "samples/expected.json")).object)
        for (name, pairs) in expected.members.map({ ($0.key, $0.value) }) {
            let told = Set(pairs.object?.keys ?? [])
            #expect(told.subtracting(known) == [], "\(name)")
        }
    }

    @Test func `the numbers of the page are those of the budget`() throws {
        let page = Self.flowing(try contents(of: "../docs/metadata.md"))
        #expect(ReadBudget.head == 256 << 10 && page.says("The first read brings 256 KiB"))
        #expect(ReadBudget.head + ReadBudget.tail == 320 << 10 && page.says("a file up to 320 KiB"))
        #expect(ReadBudget.tail == 64 << 10 && page.says("the last 64 KiB"))
        #expect(ReadBudget.reads == 12 && ReadBudget.bytes == 4 << 20 && page.says("twelve reads and 4 MiB"))
    }
}

extension [UInt8] {
    fileprivate func says(_ words: String) -> Bool {
        indices.contains { self[$0...].starts(with: words.utf8) }
    }
}
