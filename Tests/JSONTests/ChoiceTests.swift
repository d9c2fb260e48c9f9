import JSON
import Testing

// Where RFC 8259 leaves a choice to the implementation: ours, by name.

@Test func `a byte order mark is refused`() {
    refuses([0xEF, 0xBB, 0xBF] + Array("{}".utf8), .byteOrderMark, at: 0)
}

@Test func `UTF-16 is refused, with or without a byte order mark`() {
    refuses([0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00], .unexpected(0xFF, wanted: .value), at: 0)
    refuses([0x00, 0x5B, 0x00, 0x5D], .unexpected(0, wanted: .value), at: 0)
    refuses([0x5B, 0x00, 0x5D, 0x00], .unexpected(0, wanted: .valueOrEnd), at: 1)
}

@Test(arguments: [63, 64])
func `a text may be as deep as the limit`(depth: Int) throws {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try JSONValue(parsing: Array(text.utf8)).kind == .array)
}

@Test(arguments: [65, 500, 100_000])
func `a text deeper than the limit is refused at the bracket`(depth: Int) {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    refuses(Array(text.utf8), .tooDeep(limit: 64), at: 64)
}

@Test func `siblings are not depth`() throws {
    let text = "[" + String(repeating: "[],{},", count: 1_000) + "1]"
    #expect(try JSONValue(parsing: Array(text.utf8)).array?.count == 2_001)
}

@Test func `a text longer than its limit is refused`() {
    #expect(throws: JSONError.self) {
        try JSONValue(parsing: Array("[1,2,3]".utf8), limits: JSONLimits(bytes: 6))
    }
}

@Test func `a key that comes twice is refused, also deep within and in other spelling`() {
    refuses(#"{"a":1,"a":1}"#, .duplicateKey("a"), at: 7)
    refuses(#"[{"x":{"/":1,"\/":1}}]"#, .duplicateKey("/"), at: 13)
}

@Test func `a key that comes twice among thousands is refused`() {
    let members = (0..<5_000).map { #""key-\#($0)":\#($0)"# } + [#""key-17":0"#]
    let text = "{" + members.joined(separator: ",") + "}"
    refuses(text, .duplicateKey("key-17"), at: text.utf8.count - 11)
}

@Test func `the same key in different objects is no duplicate`() throws {
    let text = #"{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":{}}}"#
    #expect(try JSONValue(parsing: Array(text.utf8)).bytes() == Array(text.utf8))
}

@Test func `numbers too small for a double become zero`() throws {
    #expect(try JSONValue(parsing: Array("[1e-400,-123.4e-10000]".utf8)) == [0, 0])
}

@Test func `numbers too large for a double are refused`() {
    refuses("123123e100000", .numberOutOfRange, at: 0)
    refuses("-1e9999", .numberOutOfRange, at: 0)
}

@Test func `a whole number beyond 64 bits is taken if a double keeps all its digits`() throws {
    #expect(try JSONValue(parsing: Array("100000000000000000000".utf8)) == 1e20)
    #expect(try JSONValue(parsing: Array("123456789012345680000".utf8)) == 123456789012345680000.0)
    refuses("123456789012345678901", .numberOutOfRange, at: 0)
    refuses("-237462374673276894279832749832423479823246327846", .numberOutOfRange, at: 0)
}

@Test(arguments: [#""\uD888""#, #""\uDADA\u0061""#, #""\uD800\uD800\n""#, #""\uDFAA""#, #""\uDd1e\uD834""#])
func `half a surrogate pair is refused`(text: String) {
    refuses(text, .loneSurrogate, at: 1)
}

@Test func `an escape that JavaScript would write for a lone surrogate is refused`() {
    refuses(#"{"\ud83d":1}"#, .loneSurrogate, at: 2)
}

private func refuses(_ text: String, _ reason: JSONError.Reason, at offset: Int) {
    refuses(Array(text.utf8), reason, at: offset)
}

private func refuses(_ text: [UInt8], _ reason: JSONError.Reason, at offset: Int) {
    #expect {
        try JSONValue(parsing: text)
    } throws: { error in
        guard let error = error as? JSONError else { return false }
        return error.reason == reason && error.position?.offset == offset
    }
}
