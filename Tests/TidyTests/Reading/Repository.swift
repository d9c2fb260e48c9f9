/// The files that a rule judges: those of this repository, or the few that a test makes up.
struct Repository: Sendable {
    let files: [TextFile]

    init(_ files: [TextFile]) {
        self.files = files
    }

    var swiftFiles: [TextFile] { files.filter(\.isSwift) }

    subscript(path: String) -> TextFile? {
        files.first { $0.path == path }
    }

    /// The names directly below a folder that hold files themselves, sorted.
    func subfolders(of folder: String) -> [String] {
        let names = files.compactMap { file -> Substring? in
            guard file.path.hasPrefix(folder + "/") else { return nil }
            let below = file.path.dropFirst(folder.utf8.count + 1).split(separator: "/")
            return below.count > 1 ? below.first : nil
        }
        return Set(names).map(String.init).sorted()
    }

    /// Whether `docs/decisions/` has a record of this number.
    func hasDecision(_ number: Substring) -> Bool {
        files.contains { $0.path.hasPrefix("docs/decisions/\(number)-") }
    }
}
