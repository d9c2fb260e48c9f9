import Ports

/// What the first bytes do not say, the last may.
struct UnknownContent: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        let (_, tail) = try await file.tail()
        if tail.holds("koly", at: tail.count - 512) {
            facts.mediaType = "application/x-apple-diskimage"
        } else if tail.lastIndex(of: "PK\u{5}\u{6}") != nil, let directory = try await ZIPDirectory(file),
            !directory.members.isEmpty
        {
            facts.mediaType = MediaType.zip
            try await ZIPArchive().inspect(directory, file, &facts)
        }
    }
}
