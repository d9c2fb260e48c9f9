/// A function as the template configures it.
package struct FunctionConfiguration: Sendable, Equatable {
    package let name: String
    /// The role's name, without path or account.
    package var role: String
    package var description = ""
    package var handler = "bootstrap"
    package var runtime = "provided.al2023"
    package var architecture = "x86_64"
    package var timeout: Duration = .seconds(3)
    /// Mebibytes.
    package var memorySize = 128
    /// Mebibytes.
    package var ephemeralStorage = 512
    package var environment: [String: String] = [:]
    /// How many events may run at a time; nil for what the account has.
    package var reservedConcurrency: Int?
    /// Each means the code as it stands: there are no versions here.
    package var aliases: [String] = []
    package var asynchronous = AsynchronousSettings()

    package init(name: String, role: String? = nil) {
        self.name = name
        self.role = role ?? "\(name)-role"
    }

    /// What one account may run at a time where it reserves nothing.
    static let accountConcurrency = 1_000

    var concurrency: Int { reservedConcurrency ?? Self.accountConcurrency }
}

/// What becomes of events that nobody waits for.
package struct AsynchronousSettings: Sendable, Equatable {
    /// After the first attempt.
    package var mostRetries = 2
    package var greatestAge: Duration = .seconds(6 * 60 * 60)
    package var onSuccess: ARN?
    package var onFailure: ARN?
    package var deadLetterTarget: ARN?

    package init() {}
}
