import TestKit
import Testing

@testable import local_runner

extension ProgramTests {
    /// Where results go that standard output does not take.
    struct OutputLossTests {
        private static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }

        /// Runs local-runner in a shell that puts its standard output somewhere, and says how it ended.
        private func run(_ line: [String], _ redirection: String) async throws -> String {
            let script = "{ \"$@\"; echo \"status $?\" >&2; } \(redirection)"
            let words = ["/bin/sh", "-c", script, "sh", ChildProcess.path(of: "local-runner")] + line
            let process = try await LiveProcess(words, environment: ["AWS_REGION": "us-east-1"])
            await process.waitForEnd()
            return process.output
        }

        @Test(arguments: [
            ["--help"], ["replay", "--help"], ["generate-event", "sqs"], ["completions", "bash"],
            ["replay", "\(root)/events/authorize.good-key.json", "--template", "\(root)/template.yaml"],
        ])
        func `what cannot be written is a failure, and is said`(_ line: [String]) async throws {
            let output = try await run(line, "> /dev/full")
            #expect(output.contains("local-runner: standard output cannot be written: No space left on device\n"))
            #expect(output.hasSuffix("\nstatus 1\n"), "\(output)")
        }

        @Test func `as JSON where JSON was asked for`() async throws {
            let output = try await run(["generate-event", "sqs", "--json"], "> /dev/full")
            let told = #"{"error":"standard output cannot be written: No space left on device"}"#
            #expect(output == "\(told)\nstatus 1\n")
        }

        @Test func `who wants no more of it is told nothing`() async throws {
            // The reader is gone before the first byte.
            let output = try await run(["generate-event", "sqs"], "| :")
            #expect(output == "status 0\n")
        }
    }
}
