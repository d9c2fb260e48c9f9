/// One import of a Swift file.
struct ImportStatement {
    let module: Substring
    /// The access level, where one is written.
    let level: Substring?
    /// From 1.
    let line: Int

    private static let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
    ]

    static func all(in file: TextFile) -> [ImportStatement] {
        file.swift.code.enumerated().compactMap { index, line in
            guard line.containsWord("import") else { return nil }
            let words = line.split { $0 == " " || $0 == ";" }
            guard let keyword = words.firstIndex(of: "import") else { return nil }
            let before = words[..<keyword]
            guard before.allSatisfy({ $0.hasPrefix("@") || levels.contains($0) }) else { return nil }
            let name = words[(keyword + 1)...].first { !kinds.contains($0) }
            guard let module = name?.split(separator: ".").first else { return nil }
            return ImportStatement(module: module, level: before.first { levels.contains($0) }, line: index + 1)
        }
    }
}
