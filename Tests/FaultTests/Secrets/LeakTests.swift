import Hosting
import TestKit
import Testing
import Time

struct LeakTests {
    @Test(arguments: Holder.messages + Holder.keepers + Holder.outputs + Holder.permissions)
    func `nothing that holds a secret tells it to whoever prints it`(holder: Holder) async throws {
        #expect(leaks(in: disclosure(try await holder.make())) == [])
    }

    /// What shows that the test before would have found it.
    @Test(arguments: Holder.tellers)
    func `whatever tells a secret is found, however deep that lies`(holder: Holder) async throws {
        #expect(leaks(in: disclosure(try await holder.make())) != [])
    }

    /// In a process of its own, whose output is then all that its calls have said.
    @Test func `calls that fail in every way leave no secret in the log, at any level`() async throws {
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            OwnProcess.endIfItHangs()
            try await LoggedStorm.run()
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        #expect(leaks(in: output) == [])
        #expect(leaks(in: String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)) == [])
        let lines = output.split(separator: "\n")
        for level in LogLevel.allCases {
            for mark in [#""level":"\#(level.name)""#, "Z \(level.name) "] {
                #expect(lines.count { $0.prefix(70).contains(mark) } > 10, "\(mark)")
            }
        }
        print("\(lines.count) lines of log, \(output.utf8.count) bytes; \(lines.last { $0.hasPrefix("logged") } ?? "")")
    }

    @Test func `a signature that reaches the log is found there`() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            OwnProcess.endIfItHangs()
            try await LoggedStorm.disclose()
        }
        #expect(leaks(in: String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)) == ["64 hex digits"])
    }
}
