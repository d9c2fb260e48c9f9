import Files

/// Tells when sources change, once whoever changes them has paused for a moment.
struct SourceWatch: Sendable {
    private let watch: FolderWatch

    init(_ folders: [String]) throws(FileFailure) {
        watch = try FolderWatch(folders, quiet: .milliseconds(100), skipping: Self.isNoise)
    }

    /// Waits for a change; nil where the task is cancelled.
    func next() async throws(FileFailure) -> FolderChange? { try await watch.next() }

    /// What compilers and editors leave behind, and what version control does for itself.
    static func isNoise(_ name: String) -> Bool {
        [".build", ".git", ".swiftpm", "__pycache__", ".DS_Store", "4913"].contains(name)
            || name.hasSuffix("~") || name.hasPrefix(".#") || (name.hasPrefix("#") && name.hasSuffix("#"))
            || (name.hasPrefix(".") && [".swp", ".swo", ".swn", ".swx", ".swpx"].contains { name.hasSuffix($0) })
    }
}
