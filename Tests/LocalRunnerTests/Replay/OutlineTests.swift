import JSON
import Testing

@testable import local_runner

/// JSON as a person reads it.
struct OutlineTests {
    private func lines(_ text: String, width: Int = 40) throws -> [String] {
        Outline(width: width).lines(of: try JSONValue(parsing: Array(text.utf8)))
    }

    @Test func `members stand one a line, with their values in a column`() throws {
        #expect(
            try lines(#"{"id": "7", "status": "done", "n": 1, "x": null}"#) == [
                "id      7", "status  done", "n       1", "x       null",
            ]
        )
    }

    @Test func `what fits on a line stands on one, and what does not is set out`() throws {
        #expect(
            try lines(#"{"a": {"b": 1, "c": [2, 3]}, "d": [], "e": {}, "f": ""}"#) == [
                "a  b 1, c (2, 3)", "d  none", "e  none", #"f  """#,
            ]
        )
        let long = #"{"results": [{"engine": "first", "category": "undetected", "text": "nothing at all"}, {"n": 1}]}"#
        #expect(
            try lines(long) == [
                "results", "  - engine    first", "    category  undetected", "    text      nothing at all", "  - n 1",
            ]
        )
    }

    @Test func `controls and long texts harm nobody`() throws {
        #expect(try lines(#"{"a\u0007": "b\u001b[2J"}"#) == [#"a\u{7}  b\u{1b}[2J"#])
        let url = String(repeating: "u", count: 100)
        #expect(try lines(#"{"url": "\#(url)"}"#) == ["url  \(url)"])
        #expect(try lines(#""text""#) == ["text"])
    }
}
