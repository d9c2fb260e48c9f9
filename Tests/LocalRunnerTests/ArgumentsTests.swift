import Testing

@testable import local_runner

/// How a command line is taken apart.
struct ArgumentsTests {
    private static let most = Option("--max", "N", "")
    private static let json = Option("--json", nil, "")
    private static let known = [most, json]

    @Test(arguments: [
        ["queue", "--max", "5", "--json"],
        ["--json", "--max=5", "queue"],
        ["--max", "5", "--json", "--", "queue"],
    ])
    func `options stand anywhere, with a space or an equals sign`(_ line: [String]) throws {
        let arguments = try Arguments(line, knowing: Self.known)
        #expect(arguments.words == ["queue"])
        #expect(arguments[Self.most] == "5")
        #expect(try arguments.number(Self.most, in: 1...9) == 5)
        #expect(arguments.has(Self.json))
    }

    @Test(arguments: [
        (["--mx", "5"], UsageFault.unknownOption("--mx", known: ["--max", "--json"])),
        (["--max"], .missingValue("--max")),
        (["--json=yes"], .needlessValue("--json")),
        (["--max", "1", "--max=2"], .repeated("--max")),
    ])
    func `what is wrong with a line is said`(_ line: [String], _ fault: UsageFault) {
        #expect(throws: fault) { try Arguments(line, knowing: Self.known) }
    }

    @Test(arguments: ["0", "10", "five", "", "1.5", "99999999999999999999"])
    func `a number is whole and within its bounds`(_ text: String) throws {
        let arguments = try Arguments(["--max=\(text)"], knowing: Self.known)
        #expect(throws: UsageFault.wrongValue("--max", text, wanted: "a whole number from 1 to 9")) {
            try arguments.number(Self.most, in: 1...9)
        }
    }

    @Test func `a dash and what comes behind two of them are words`() throws {
        #expect(try Arguments(["-", "--", "--json", "-x"], knowing: Self.known).words == ["-", "--json", "-x"])
    }

    @Test(arguments: [
        ("redrve", ["redrive"]), ("lst", ["list"]), ("sow", ["show"]), ("replay", []), ("", []),
    ])
    func `a slip finds the names that may have been meant`(_ name: String, _ meant: [String]) {
        #expect(NearestNames(of: name, among: ["list", "show", "redrive"]).names == meant)
    }
}
