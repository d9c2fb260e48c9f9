import Testing
import YAML

/// What is refused, with the reason and the place.
@Suite struct RejectTests {
    @Test(
        arguments: [
            ("", .empty, 1, 1), ("# only words\n", .empty, 2, 1), ("a: 1\n---\nb: 2", .secondDocument, 2, 1),
            ("a: *b", .unknownAlias("b"), 1, 4), ("a: &x [*x]", .unknownAlias("x"), 1, 8),
            ("a: 1\nb: 2\na: 3", .duplicateKey("a", first: YAMLPlace(line: 1, column: 1)), 3, 1),
            ("{\"a\": 1, \"a\": 2}", .duplicateKey("a", first: YAMLPlace(line: 1, column: 2)), 1, 10),
            ("? [a]\n: b", .keyIsNoScalar, 1, 3), ("<<: 1", .mergeOfNoMap, 1, 5), ("<<: [1]", .mergeOfNoMap, 1, 6),
            ("a: !!binary YQ==", .unsupportedTag("tag:yaml.org,2002:binary"), 1, 4),
            ("a: !!set {b}", .unsupportedTag("tag:yaml.org,2002:set"), 1, 4),
            ("a: !!int b", .unsupportedTag("tag:yaml.org,2002:int"), 1, 4),
            ("a: !!seq {}", .unsupportedTag("tag:yaml.org,2002:seq"), 1, 4),
        ] as [(String, YAMLError.Reason, Int, Int)]
    ) func `what is no template is refused where it stands`(
        text: String,
        reason: YAMLError.Reason,
        line: Int,
        column: Int
    ) throws {
        let error = try #require(throws: YAMLError.self) { try value(text) }
        #expect(error.reason == reason)
        #expect(error.place == YAMLPlace(line: line, column: column))
    }

    @Test(arguments: ["a: [1", "a: 'x", "a:\n\t- b", "a: b: c", "- a\nb: c", "%YAML 9.9\n---\na", "a: @b", "{a: }}"])
    func `what is no YAML is refused in libyaml's words`(text: String) throws {
        let error = try #require(throws: YAMLError.self) { try value(text) }
        guard case .malformed(let words) = error.reason else {
            Issue.record("\(error)")
            return
        }
        #expect(!words.isEmpty)
    }

    @Test(arguments: [[0x61, 0x3A, 0x20, 0xFF], [0xC3], [0x61, 0x0A, 0x62, 0x3A, 0x20, 0x00]] as [[UInt8]])
    func `bytes that are no text are refused`(bytes: [UInt8]) throws {
        let error = try #require(throws: YAMLError.self) { try YAMLValue(parsing: bytes) }
        #expect(error.reason == .invalidUTF8)
    }

    @Test func `a few aliases that stand for gigabytes are refused`() throws {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...9 {
            let inside = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(inside)]\n"
        }
        let error = try #require(throws: YAMLError.self) { try value(text) }
        #expect(error.reason == .tooLarge(limit: YAMLLimits.standard.expanded))
    }

    @Test(arguments: ["[", "{a: ", "- "]) func `a text nested without end is refused`(opening: String) throws {
        let text = String(repeating: opening, count: 5_000)
        let error = try #require(throws: YAMLError.self) { try value(text) }
        #expect(error.reason == .tooDeep(limit: YAMLLimits.standard.depth))
    }

    @Test func `a text that is too long is refused before it is read`() throws {
        let error = try #require(throws: YAMLError.self) {
            try YAMLValue(parsing: Array(repeating: 0x20, count: (1 << 20) + 1))
        }
        #expect(error.reason == .tooLong(limit: 1 << 20))
    }
}
