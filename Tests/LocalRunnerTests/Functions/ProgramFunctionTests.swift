import Processes
import TestKit
import Testing

@testable import local_runner

/// Functions as programs of their own: the probe's bootstrap, run by the real `local-runner`.
extension ProgramTests {
    @Suite(.disabled(if: Sanitizer.isPresent, "\(Sanitizer.excuse)")) struct ProgramFunctionTests {
        private static let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Probe:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: provided.al2023
                  Handler: bootstrap
                  CodeUri: CODE
                  Timeout: 20
                  MemorySize: 512
            """

        /// One run of the program in a folder with a template whose function's code is at `code` there.
        private func run(_ line: [String], code: String, event: String = #"{"op":"echo"}"#) async throws -> Run {
            try await withTemporaryFolder { folder in
                try TestKit.run("mkdir", "\(folder)/code")
                try TestKit.run("ln", "-s", ChildProcess.path(of: "runtime-probe"), "\(folder)/code/bootstrap")
                try TestKit.run("sh", "-c", "cd \(folder)/code && zip -q -1 ../code.zip bootstrap")
                try write(Self.template.replacingCode(with: code), to: "\(folder)/template.yaml")
                try write(event, to: "\(folder)/event.json")
                let words = line.map { $0 == "EVENT" ? "\(folder)/event.json" : $0 }
                let process = try await LiveProcess(runner: words + ["--template", "\(folder)/template.yaml"])
                let end = await process.waitForEnd()
                return Run(end: end, output: process.output)
            }
        }

        private struct Run {
            let end: ProgramEnd?
            let output: String
        }

        @Test(arguments: ["code/", "code.zip"])
        func `a function is run from its folder, and from its zip`(_ code: String) async throws {
            let run = try await run(["invoke", "Probe", "--event", "EVENT", "--json"], code: code)
            #expect(run.end == .exited(status: 0), "\(run.output)")
            #expect(run.output.firstRange(of: #""outcome": "ok""#) != nil, "\(run.output)")
        }

        @Test(arguments: [
            (#"{"op":"fail"}"#, 3, "failed: "), (#"{"op":"trap"}"#, 3, "crashed: "),
            (#"{"op":"echo"}"#, 0, #""start": "cold""#),
        ])
        func `however a program ends, its event has an outcome`(_ event: String, _ status: Int, _ words: String)
            async throws
        {
            let line = ["invoke", "Probe", "--event", "EVENT", "--json", "--freeze"]
            let run = try await run(line, code: "code/", event: event)
            #expect(run.end == .exited(status: status), "\(run.output)")
            #expect(run.output.firstRange(of: words) != nil, "\(run.output)")
        }

        @Test func `a function without a program is named, with where it was looked for`() async throws {
            let run = try await run(["invoke", "Probe", "--json"], code: "elsewhere/")
            #expect(run.end == .exited(status: 3))
            #expect(run.output.firstRange(of: "elsewhere/bootstrap") != nil, "\(run.output)")
            #expect(run.output.firstRange(of: "build/zips/probe.zip") != nil, "\(run.output)")
        }
    }
}

extension String {
    fileprivate func replacingCode(with path: String) -> String {
        split(separator: "\n").map { $0.hasSuffix("CODE") ? "      CodeUri: \(path)" : String($0) }.joined(
            separator: "\n"
        )
    }
}
