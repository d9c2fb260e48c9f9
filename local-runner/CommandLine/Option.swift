/// An option of a command: a flag, or one that takes a value.
struct Option: Sendable, Equatable {
    /// With its dashes.
    let name: String
    /// What stands for the value in the help; nil for a flag.
    let value: String?
    let summary: String
    /// Whether it may be given more than once.
    let isRepeatable: Bool

    init(_ name: String, _ value: String?, _ summary: String, isRepeatable: Bool = false) {
        self.name = name
        self.value = value
        self.summary = isRepeatable ? "\(summary); may be repeated" : summary
        self.isRepeatable = isRepeatable
    }

    /// Whether its value is a file or a folder.
    var isPath: Bool { value == "FILE" || value == "DIR" }

    static let json = Option("--json", nil, "print JSON: one value, or one a line where there are many")
    static let help = Option("--help", nil, "print this")
    static let endpoint = Option("--endpoint", "URL", "where the services are; AWS_ENDPOINT_URL by default, else AWS")
    static let region = Option("--region", "NAME", "the region; AWS_REGION by default")
    static let profile = Option("--profile", "NAME", "a profile of AWS's shared files; AWS_PROFILE by default")
}
