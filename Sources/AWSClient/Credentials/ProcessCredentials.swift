package import Processes
package import Time

/// Credentials from a program that a profile names.
package struct ProcessCredentials: CredentialProvider {
    private let command: String
    private let runner: any ProgramRunner
    private let clock: any WallClock

    package init(command: String, runner: any ProgramRunner, clock: any WallClock) {
        self.command = command
        self.runner = runner
        self.clock = clock
    }

    package func credentials() async throws(CredentialFailure) -> Credentials {
        guard let arguments = CommandLineWords.split(command), !arguments.isEmpty else {
            throw .invalid(source: Self.source, reason: "credential_process is no command line")
        }
        let output: [UInt8]
        do throws(ProgramFault) {
            output = try await runner.run(
                arguments,
                outputLimit: CredentialDocument.longest,
                deadline: clock.now + Self.patience
            )
        } catch {
            throw error == .cancelled ? .cancelled : .invalid(source: Self.source, reason: "\(error)")
        }
        return try CredentialDocument(output, tokenName: "SessionToken", source: Self.source).credentials
    }

    private static let source = "credential_process"
    /// Some of these programs ask a person for a second factor.
    private static let patience: Duration = .seconds(60)
}
