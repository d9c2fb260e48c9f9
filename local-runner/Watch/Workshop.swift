import Processes

/// Where functions are built, by the tools that their developers use.
struct Workshop: Sendable {
    /// Where the package and the Makefile lie.
    let folder: String
    let environment: [String: String]
    /// Told what the tools say, as they say it.
    let takeOutput: @Sendable ([UInt8]) -> Void

    /// Runs to the end; where the task is cancelled the command is killed with all that it has started.
    func run(_ command: BuildCommand) async -> BuildOutcome {
        let (ends, telling) = AsyncStream.makeStream(of: ProgramEnd.self)
        let launch = CompanionProgram.Launch(
            // It finds the program by PATH.
            ["/usr/bin/env"] + command.words,
            environment: environment.merging(command.variables) { $1 },
            folder: folder
        )
        let program: CompanionProgram
        do throws(ProgramFault) {
            program = try await CompanionProgram.start(launch, takeOutput: takeOutput) { end in
                telling.yield(end)
                telling.finish()
            }
        } catch {
            return .notStarted("\(error)")
        }
        return await withTaskCancellationHandler {
            for await end in ends { return BuildOutcome(end) }
            return .cancelled
        } onCancel: {
            program.kill()
        }
    }
}

/// What came of a build.
enum BuildOutcome: Sendable, Equatable {
    case built
    case failed(status: Int)
    case killed(signal: Int32)
    case notStarted(String)
    case cancelled

    fileprivate init(_ end: ProgramEnd) {
        switch end {
        case .exited(status: 0): self = .built
        case .exited(let status): self = .failed(status: status)
        case .killed(let signal): self = .killed(signal: signal)
        }
    }

    /// Why there is nothing new; nil where there is.
    var fault: String? {
        switch self {
        case .built: nil
        case .failed(let status): "the build ended with status \(status)"
        case .killed(let signal): "the build was killed by signal \(signal)"
        case .notStarted(let reason): "the build could not be started: \(reason)"
        case .cancelled: "the build was stopped"
        }
    }
}
