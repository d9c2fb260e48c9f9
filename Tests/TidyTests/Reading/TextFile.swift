/// A file of the repository, as text.
struct TextFile: Sendable {
    /// From the repository's root, without a slash in front.
    let path: String
    let text: String
    let lines: [Substring]
    let folders: [Substring]
    /// Ours, and written in Swift.
    let isSwift: Bool
    /// What is code and what is comment, where the file is ours and written in Swift; else nothing is.
    let swift: SwiftText

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
        folders = path.split(separator: "/").dropLast()
        isSwift = path.hasSuffix(".swift") && (folders.isEmpty || TextFile.homes.contains(folders.first ?? ""))
        swift = SwiftText(isSwift ? text : "")
    }

    private static let homes: [Substring] = ["Sources", "functions", "local-runner", "Tests", "Benchmarks"]
}
