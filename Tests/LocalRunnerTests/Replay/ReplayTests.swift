import JSON
import TestKit
import Testing

@testable import local_runner

/// A replay drives everything that an event leads to, and ends as it ended.
struct ReplayTests {
    @Test func `the trail shows each function, what it called, and what that led to`() async throws {
        let visit = try await Town.run(["replay", "upload.json", "--seed", "1"])
        #expect(visit.ending == .success, "\(visit.errors)")
        #expect(
            visit.output == """
                Sorter  cold  0.0 ms  ok
                ├─ s3 GetObject s3://uploads/a/b c.txt
                └─ sqs SendMessage letters → letters
                   └─ Postman  cold  0.0 ms  ok

                changed
                  sqs SendMessage letters

                Everything settled well.

                """
        )
    }

    @Test func `a seed prints the same bytes twice, and others print what they print`() async throws {
        for form in [[], ["--json"]] {
            let line = ["replay", "upload.json"] + form
            let first = try await Town.run(line + ["--seed", "7"], object: "poison")
            let second = try await Town.run(line + ["--seed", "7"], object: "poison")
            #expect(first.output.isEmpty == false)
            // The folder is another one each time, and it is named.
            #expect(first.output.withoutFolders == second.output.withoutFolders)
        }
    }

    @Test(arguments: [
        ("hello", [], Ending.success, "Everything settled well."),
        ("poison", [], .deadLetter, "1 dead letter left."),
        ("slow", [], .deadLetter, "timed out after 5000.0 ms"),
        ("slow", ["--limit", "10"], .timedOut, "Not settled within the limit: 1 in letters."),
    ])
    func `how it ends is the exit status`(
        _ text: String,
        _ options: [String],
        _ ending: Ending,
        _ words: String
    ) async throws {
        let visit = try await Town.run(["replay", "upload.json", "--seed", "3"] + options, object: text)
        #expect(visit.ending == ending, "\(visit.output)\(visit.errors)")
        #expect(visit.output.contains(words), "\(visit.output)")
    }

    @Test func `what waits takes no time where time is virtual`() async throws {
        // Twice five seconds of time-out, and half a minute until the message is seen again.
        let begin = ContinuousClock.now
        let visit = try await Town.run(["replay", "upload.json", "--seed", "3"], object: "slow")
        #expect(visit.ending == .deadLetter)
        #expect(visit.output.contains("Postman  cold  5000.0 ms"))
        #expect(ContinuousClock.now - begin < .seconds(20))
    }

    @Test func `a role that does not allow a call refuses it, by name`() async throws {
        let template = Town.template.withoutLine(containing: "Policies:")
        let visit = try await Town.run(["replay", "upload.json", "--seed", "1", "--roles"], template: template)
        #expect(visit.ending == .handlerFailed)
        #expect(visit.output.contains("s3 GetObject s3://uploads/a/b c.txt  403 AccessDenied"), "\(visit.output)")
        let allowed = try await Town.run(["replay", "upload.json", "--seed", "1", "--roles"])
        #expect(allowed.ending == .success, "\(allowed.output)")
    }

    @Test func `JSON holds the whole trail`() async throws {
        let visit = try await Town.run(["replay", "upload.json", "--seed", "1", "--json"], object: "poison")
        let value = try JSONValue(parsing: Array(visit.output.utf8))
        #expect(value["status"] == 4)
        #expect(value["deadLetters"]?[0]?["queue"] == "graves")
        let calls = value["trail"]?[0]?["calls"]
        #expect(calls?[0]?["operation"] == "GetObject")
        #expect(calls?[1]?["ledTo"]?.array?.count == 2)
        #expect(calls?[1]?["ledTo"]?[0]?["failed"] == true)
    }

    @Test(arguments: [
        (["replay", "upload.json", "--function", "Postmann"], "did you mean Postman?"),
        (["replay", "/nowhere.json"], "there is no /nowhere.json"),
        (["replay"], "FILE (or - for standard input) is missing"),
        (["replay", "upload.json", "--seed", "x"], "--seed is 'x'"),
        (["replay", "upload.json", "--parameters", "Stage"], "NAME=VALUE"),
        (["invoke", "Sortr"], "did you mean Sorter?"),
        (["invoke"], "FUNCTION is missing"),
        (["start", "--port", "0", "--debug", "Sortr"], "did you mean Sorter?"),
    ])
    func `what cannot be replayed is said in a sentence that helps`(_ line: [String], _ words: String) async throws {
        let visit = try await Town.run(line)
        #expect(visit.ending == .wrongInput)
        #expect(visit.errors.contains(words), "\(visit.errors)")
    }

    @Test(arguments: [
        (["--seed", "1"], "hello", false), (["--seed", "1", "--verbose"], "hello", true),
        (["--seed", "1"], "poison", true), (["--seed", "1", "--json"], "poison", false),
        (["--seed", "1", "--json", "--verbose"], "hello", true),
    ])
    func `what functions write is shown on demand, and to people where something went wrong`(
        _ options: [String],
        _ text: String,
        _ isShown: Bool
    ) async throws {
        let visit = try await Town.run(["replay", "upload.json"] + options, object: text)
        #expect(visit.errors.contains("Sorter START RequestId") == isShown, "\(visit.errors)")
        #expect(!visit.output.contains("START RequestId"))
    }

    @Test func `strict ends where the template asks for what is not emulated`() async throws {
        let template =
            Town.template + """

                  Site: {Type: 'AWS::CloudFront::Distribution', Properties: {DistributionConfig: {Enabled: true}}}
                """
        let lax = try await Town.run(["replay", "upload.json", "--seed", "1"], template: template)
        #expect(lax.ending == .success)
        #expect(lax.errors.contains("Site (AWS::CloudFront::Distribution) is not emulated"), "\(lax.errors)")
        let strict = try await Town.run(["replay", "upload.json", "--seed", "1", "--strict"], template: template)
        #expect(strict.ending == .wrongInput)
        #expect(strict.errors.contains("Site (AWS::CloudFront::Distribution)"))
    }

    @Test func `invoke prints the answer`() async throws {
        let visit = try await Town.run(["invoke", "Postman"])
        #expect(visit.ending == .success, "\(visit.errors)")
        #expect(visit.output == "{}\n")
    }
}

extension String {
    fileprivate var withoutFolders: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("  \"input\"") ? "" : String(line)
        }.joined(separator: "\n")
    }

    fileprivate func withoutLine(containing text: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).filter { $0.firstRange(of: text) == nil }.joined(
            separator: "\n"
        )
    }
}
