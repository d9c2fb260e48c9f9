import Testing
import YAML

func value(_ text: String) throws -> YAMLValue { try YAMLValue(parsing: Array(text.utf8)) }

/// A plain scalar is what PyYAML makes of it, since that is what `sam` deploys; dates alone stay text.
@Suite struct SpellingTests {
    @Test(
        arguments: [
            ("no", .bool(false)), ("Yes", .bool(true)), ("on", .bool(true)), ("OFF", .bool(false)),
            ("true", .bool(true)), ("y", .string("y")), ("tRUE", .string("tRUE")), ("~", .null), ("null", .null),
            ("Null", .null), ("nULL", .string("nULL")),
            ("0", .integer(0)), ("12", .integer(12)), ("+12", .integer(12)), ("-12", .integer(-12)),
            ("1_000", .integer(1_000)), ("012", .integer(10)), ("-012", .integer(-10)), ("08", .string("08")),
            ("0_", .integer(0)),
            ("0o14", .string("0o14")), ("0x1F", .integer(31)), ("0b101", .integer(5)), ("0b2", .string("0b2")),
            ("12:30", .integer(750)), ("1:02:03", .integer(3_723)), ("12:60", .string("12:60")),
            ("00:30", .string("00:30")),
            ("1.5", .double(1.5)), (".5", .double(0.5)), ("-.5", .string("-.5")), ("1:30.5", .double(90.5)),
            ("1.", .double(1)), ("1.5e+3", .double(1_500)),
            ("1.5e3", .string("1.5e3")), ("1e3", .string("1e3")), (".inf", .double(.infinity)),
            ("1.2.3", .string("1.2.3")), (".", .string(".")), ("-", .string("-")), ("+", .string("+")),
            ("2012-10-17", .string("2012-10-17")),
            ("2001-12-14t21:59:43.10-05:00", .string("2001-12-14t21:59:43.10-05:00")),
            ("'no'", .string("no")), ("\"012\"", .string("012")), ("!!str 012", .string("012")),
            ("!!int 7", .integer(7)),
            ("123456789012", .integer(123_456_789_012)),
        ] as [(String, YAMLValue.Content)]
    ) func `a plain scalar is what its spelling says`(text: String, content: YAMLValue.Content) throws {
        // A lone dash would begin a list.
        let found = try value("- \(text == "-" ? "'-'" : text)").list
        #expect(found == [YAMLValue(content)])
    }

    @Test func `a number that no integer holds is an error, not another number`() throws {
        let error = try #require(throws: YAMLError.self) { try value("a: 99999999999999999999") }
        #expect(error.reason == .numberOutOfRange("99999999999999999999"))
        #expect(error.place == YAMLPlace(line: 1, column: 4))
    }
}
