/// STYLE's wall: a file is one idea.
struct FileLength: Rule {
    private let most = 400

    func violations(in repository: Repository) -> [Violation] {
        repository.swiftFiles.compactMap { file in
            let count = file.text.hasSuffix("\n") ? file.lines.count - 1 : file.lines.count
            guard count > most else { return nil }
            return Violation(
                file.path,
                "\(count) lines, \(most) are the wall: a file is one idea, give the second its own"
            )
        }
    }
}
