import Testing

@Suite struct SwiftTextTests {
    @Test(arguments: [
        ("a // b", "a     ", "  // b"),
        ("a /* b /* c */ d */ e", "a                   e", "  /* b /* c */ d */  "),
        ("f(\"a // b\") // c", "f(        ) // c", "            // c"),
        ("\"a\\\"b\" c", "       c", "        "),
        ("\"a \\(f(\"x\", (1))) b\" c", "     f(   , (1))     c", ""),
        ("#\"a\" \\(b)\"# c", "             c", ""),
        ("#\"a \\#(b) c\"# d", "       b      d", ""),
        ("#/\"/# a", "       a", ""),
        ("\"open\na", "     \na", ""),
        ("\"\"\"\n \"a\" // b\n\"\"\" c", "   \n         \n    c", ""),
    ])
    func `code, comments and literals are told apart`(text: String, code: String, comments: String) {
        let parts = SwiftText(text)
        let trim = { (line: Substring) in String(line.trimmed) }
        #expect(parts.code.map(trim) == lines(code.split(separator: "//").first.map(String.init) ?? "").map(trim))
        #expect(parts.comments.joined().trimmed == comments.trimmed)
        #expect(parts.code.map(\.utf8.count) == lines(text).map(\.utf8.count))
    }

    private func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
