/// The verbs of the Makefile.
struct Makefile {
    let verbs: Set<Substring>

    init(_ file: TextFile?) {
        let lines = file?.lines ?? []
        verbs = Set(
            lines.compactMap { line -> [Substring]? in
                guard let colon = line.firstIndex(of: ":"), line.first?.isLetter == true else { return nil }
                guard !line[colon...].hasPrefix(":=") else { return nil }
                return line[..<colon].split(separator: " ")
            }.flatMap { $0 }
        )
    }
}
