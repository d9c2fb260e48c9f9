import JSON
import Testing

// What a reader of JSON must reject: the categories of the public parsing tests, each with the reason and the place.

private struct Rejected: Sendable, CustomTestStringConvertible {
    let text: [UInt8]
    let reason: JSONError.Reason
    let offset: Int

    init(_ text: String, _ reason: JSONError.Reason, at offset: Int) {
        self.init(bytes: Array(text.utf8), reason, at: offset)
    }

    init(bytes: [UInt8], _ reason: JSONError.Reason, at offset: Int) {
        text = bytes
        self.reason = reason
        self.offset = offset
    }

    var testDescription: String { String(decoding: text.prefix(40), as: UTF8.self) }
}

@Test(arguments: arrays + objects + structures + words + numbers + moreNumbers + strings + utf8)
private func `what is not JSON is refused, with reason and place`(case rejected: Rejected) throws {
    let error = try #require(throws: JSONError.self) { try JSONValue(parsing: rejected.text) }
    #expect(error.reason == rejected.reason)
    #expect(error.position?.offset == rejected.offset)
}

private func unexpected(_ character: Unicode.Scalar, _ wanted: JSONError.Wanted) -> JSONError.Reason {
    .unexpected(UInt8(ascii: character), wanted: wanted)
}

private let arrays = [
    Rejected("[1 true]", unexpected("t", .commaOrBracket), at: 3),
    Rejected(#"["": 1]"#, unexpected(":", .commaOrBracket), at: 3),
    Rejected(#"[""],"#, .trailingBytes, at: 4),
    Rejected("[,1]", unexpected(",", .valueOrEnd), at: 1),
    Rejected("[1,,2]", unexpected(",", .value), at: 3),
    Rejected(#"["x",,]"#, unexpected(",", .value), at: 5),
    Rejected(#"["x"]]"#, .trailingBytes, at: 5),
    Rejected(#"["",]"#, unexpected("]", .value), at: 4),
    Rejected(#"["x""#, .cutShort, at: 4),
    Rejected("[x", unexpected("x", .valueOrEnd), at: 1),
    Rejected("[3[4]]", unexpected("[", .commaOrBracket), at: 2),
    Rejected("[1:2]", unexpected(":", .commaOrBracket), at: 2),
    Rejected("[,]", unexpected(",", .valueOrEnd), at: 1),
    Rejected("[-]", unexpected("]", .digit), at: 2),
    Rejected("[   , \"\"]", unexpected(",", .valueOrEnd), at: 4),
    Rejected("[\"a\",\n4\n,1,", .cutShort, at: 11),
    Rejected("[1,\n1\n,1", .cutShort, at: 8),
    Rejected("[*]", unexpected("*", .valueOrEnd), at: 1),
    Rejected("[{}", .cutShort, at: 3),
    Rejected("[\u{B}]", .unexpected(0x0B, wanted: .valueOrEnd), at: 1),
    Rejected("[\u{C}]", .unexpected(0x0C, wanted: .valueOrEnd), at: 1),
    Rejected("[\u{A0}]", .unexpected(0xC2, wanted: .valueOrEnd), at: 1),
]

private let objects = [
    Rejected(#"["x", truth]"#, unexpected("t", .word), at: 9),
    Rejected("{[: \"x\"}", unexpected("[", .keyOrEnd), at: 1),
    Rejected(#"{"x", null}"#, unexpected(",", .colon), at: 4),
    Rejected(#"{"x"::"b"}"#, unexpected(":", .value), at: 5),
    Rejected(#"{"a":"a" 123}"#, unexpected("1", .commaOrBrace), at: 9),
    Rejected("{key: 'value'}", unexpected("k", .keyOrEnd), at: 1),
    Rejected(#"{"a" b}"#, unexpected("b", .colon), at: 5),
    Rejected(#"{:"b"}"#, unexpected(":", .keyOrEnd), at: 1),
    Rejected(#"{"a" "b"}"#, unexpected("\"", .colon), at: 5),
    Rejected(#"{"a":"#, .cutShort, at: 5),
    Rejected(#"{"a""#, .cutShort, at: 4),
    Rejected("{1:1}", unexpected("1", .keyOrEnd), at: 1),
    Rejected("{null:null}", unexpected("n", .keyOrEnd), at: 1),
    Rejected(#"{"id":0,,,}"#, unexpected(",", .key), at: 8),
    Rejected("{'a':0}", unexpected("'", .keyOrEnd), at: 1),
    Rejected(#"{"id":0,}"#, unexpected("}", .key), at: 8),
    Rejected(#"{"a":"b"}/**/"#, .trailingBytes, at: 9),
    Rejected(#"{"a":"b"}//"#, .trailingBytes, at: 9),
    Rejected(#"{"a":"b",,"c":"d"}"#, unexpected(",", .key), at: 9),
    Rejected(#"{"a":"b"}#"#, .trailingBytes, at: 9),
    Rejected(#"{"a":true} "x""#, .trailingBytes, at: 11),
    Rejected(#"{"a":1,"b":2,"a":3}"#, .duplicateKey("a"), at: 13),
    Rejected(#"{"a":{"b":1},"\u0061":3}"#, .duplicateKey("a"), at: 13),
    Rejected(#"{"\n":"\t","\n":3}"#, .duplicateKey("\n"), at: 11),
    Rejected(#"{"":1,"":2}"#, .duplicateKey(""), at: 6),
]

private let structures = [
    Rejected("", .empty, at: 0),
    Rejected(" \n", .empty, at: 2),
    Rejected("<.>", unexpected("<", .value), at: 0),
    Rejected("[<null>]", unexpected("<", .valueOrEnd), at: 1),
    Rejected("aå", unexpected("a", .value), at: 0),
    Rejected("[1]x", .trailingBytes, at: 3),
    Rejected("[1]]", .trailingBytes, at: 3),
    Rejected("[][]", .trailingBytes, at: 2),
    Rejected("]", unexpected("]", .value), at: 0),
    Rejected("{]", unexpected("]", .keyOrEnd), at: 1),
    Rejected("[}", unexpected("}", .valueOrEnd), at: 1),
    Rejected("{\"a\":1]", unexpected("]", .commaOrBrace), at: 6),
    Rejected("[1}", unexpected("}", .commaOrBracket), at: 2),
    Rejected("[", .cutShort, at: 1),
    Rejected("{", .cutShort, at: 1),
    Rejected("[\"", .cutShort, at: 2),
    Rejected("{\"", .cutShort, at: 2),
    Rejected("[\"a", .cutShort, at: 3),
    Rejected("{,", unexpected(",", .keyOrEnd), at: 1),
    Rejected("[1,", .cutShort, at: 3),
    Rejected("1 2", .trailingBytes, at: 2),
    Rejected("\0", .unexpected(0, wanted: .value), at: 0),
    Rejected("[1]\0", .trailingBytes, at: 3),
    Rejected("*", unexpected("*", .value), at: 0),
    Rejected("[\\u000A\"\"]", unexpected("\\", .valueOrEnd), at: 1),
    Rejected("[\u{2060}]", .unexpected(0xE2, wanted: .valueOrEnd), at: 1),
    Rejected("{\"a\":/*comment*/\"b\"}", unexpected("/", .value), at: 5),
    Rejected(#"{"a":"a"}{"b":1}"#, .trailingBytes, at: 9),
    Rejected("#", unexpected("#", .value), at: 0),
    Rejected(String(repeating: "[", count: 100_000), .tooDeep(limit: 64), at: 64),
    Rejected(String(repeating: #"[{"":"#, count: 50_000), .tooDeep(limit: 64), at: 160),
]

private let words = [
    Rejected("[nul]", unexpected("]", .word), at: 4),
    Rejected("[tru]", unexpected("]", .word), at: 4),
    Rejected("[fals]", unexpected("]", .word), at: 5),
    Rejected("nul", .cutShort, at: 3),
    Rejected("tru", .cutShort, at: 3),
    Rejected("[True]", unexpected("T", .valueOrEnd), at: 1),
    Rejected("[FALSE]", unexpected("F", .valueOrEnd), at: 1),
    Rejected("nullx", .trailingBytes, at: 4),
    Rejected("[truefalse]", unexpected("f", .commaOrBracket), at: 5),
    Rejected("[NaN]", unexpected("N", .valueOrEnd), at: 1),
    Rejected("[-NaN]", unexpected("N", .digit), at: 2),
    Rejected("[Infinity]", unexpected("I", .valueOrEnd), at: 1),
    Rejected("[-Infinity]", unexpected("I", .digit), at: 2),
    Rejected("[undefined]", unexpected("u", .valueOrEnd), at: 1),
]

private let numbers = [
    Rejected("[-01]", unexpected("1", .commaOrBracket), at: 3),
    Rejected("[012]", unexpected("1", .commaOrBracket), at: 2),
    Rejected("[00]", unexpected("0", .commaOrBracket), at: 2),
    Rejected("[+1]", unexpected("+", .valueOrEnd), at: 1),
    Rejected("[++1]", unexpected("+", .valueOrEnd), at: 1),
    Rejected("[.1]", unexpected(".", .valueOrEnd), at: 1),
    Rejected("[-.1]", unexpected(".", .digit), at: 2),
    Rejected("[1.]", unexpected("]", .digit), at: 3),
    Rejected("[-2.]", unexpected("]", .digit), at: 4),
    Rejected("[2.e3]", unexpected("e", .digit), at: 3),
    Rejected("[0.e1]", unexpected("e", .digit), at: 3),
    Rejected("[0.1.2]", unexpected(".", .commaOrBracket), at: 4),
    Rejected("[0.3e]", unexpected("]", .digit), at: 5),
    Rejected("[0.3e+]", unexpected("]", .digit), at: 6),
    Rejected("[0e]", unexpected("]", .digit), at: 3),
    Rejected("[0E+]", unexpected("]", .digit), at: 4),
    Rejected("[1.0e-]", unexpected("]", .digit), at: 6),
    Rejected("[1eE2]", unexpected("E", .digit), at: 3),
    Rejected("[9.e+]", unexpected("e", .digit), at: 3),
    Rejected("[1 000.0]", unexpected("0", .commaOrBracket), at: 3),
    Rejected("[1+2]", unexpected("+", .commaOrBracket), at: 2),
    Rejected("[0x1]", unexpected("x", .commaOrBracket), at: 2),
    Rejected("[0x42]", unexpected("x", .commaOrBracket), at: 2),
    Rejected("[1_000]", unexpected("_", .commaOrBracket), at: 2),
    Rejected("[- 1]", unexpected(" ", .digit), at: 2),
    Rejected("[--2.]", unexpected("-", .digit), at: 2),
    Rejected("[1ea]", unexpected("a", .digit), at: 3),
    Rejected("[-1x]", unexpected("x", .commaOrBracket), at: 3),
    Rejected("[1.2a-3]", unexpected("a", .commaOrBracket), at: 4),
    Rejected("[１]", .unexpected(0xEF, wanted: .valueOrEnd), at: 1),
]

private let moreNumbers = [
    Rejected("-", .cutShort, at: 1),
    Rejected("1.", .cutShort, at: 2),
    Rejected("1e", .cutShort, at: 2),
    Rejected("1e+", .cutShort, at: 3),
    Rejected("[1e400]", .numberOutOfRange, at: 1),
    Rejected("[-1e400]", .numberOutOfRange, at: 1),
    Rejected("[1.7976931348623159e308]", .numberOutOfRange, at: 1),
    Rejected("[0.4e00669999999999999999999999999999999999969999999006]", .numberOutOfRange, at: 1),
    Rejected("[18446744073709551616]", .numberOutOfRange, at: 1),
    Rejected("[-9223372036854775809]", .numberOutOfRange, at: 1),
    Rejected("[123123123123123123123123123123]", .numberOutOfRange, at: 1),
    Rejected("[" + String(repeating: "9", count: 1_100) + "]", .numberOutOfRange, at: 1),
    Rejected("[0." + String(repeating: "9", count: 2_000) + "]", .numberTooLong(limit: 1_100), at: 1),
]

private let strings = [
    Rejected(#"["\uD800\"]"#, .loneSurrogate, at: 2),
    Rejected(#"["\uD800"]"#, .loneSurrogate, at: 2),
    Rejected(#"["\uD800\n"]"#, .loneSurrogate, at: 2),
    Rejected(#"["\uD800\uD800"]"#, .loneSurrogate, at: 2),
    Rejected(#"["\uD800\u0061"]"#, .loneSurrogate, at: 2),
    Rejected(#"["\uD800x\uDC00"]"#, .loneSurrogate, at: 2),
    Rejected(#"["\uDC00"]"#, .loneSurrogate, at: 2),
    Rejected(#"["\uDFFF\uD800"]"#, .loneSurrogate, at: 2),
    Rejected(#"["\uD834\u"]"#, .invalidEscape, at: 8),
    Rejected(#"["\u"]"#, .invalidEscape, at: 2),
    Rejected(#"["\u00A"]"#, .invalidEscape, at: 2),
    Rejected(#"["\u00"]"#, .invalidEscape, at: 2),
    Rejected(#"["\uqqqq"]"#, .invalidEscape, at: 2),
    Rejected(#"["\u+123"]"#, .invalidEscape, at: 2),
    Rejected(#"["\x00"]"#, .invalidEscape, at: 2),
    Rejected(#"["\a"]"#, .invalidEscape, at: 2),
    Rejected(#"["\'"]"#, .invalidEscape, at: 2),
    Rejected(#"["\0"]"#, .invalidEscape, at: 2),
    Rejected(#"["\U0041"]"#, .invalidEscape, at: 2),
    Rejected("[\"\\😀\"]", .invalidEscape, at: 2),
    Rejected("[\"\\\t\"]", .invalidEscape, at: 2),
    Rejected(#"["\"]"#, .cutShort, at: 5),
    Rejected(#"["\\\"]"#, .cutShort, at: 7),
    Rejected(#""\"#, .cutShort, at: 2),
    Rejected(#""\u00"#, .cutShort, at: 5),
    Rejected(#"["a"#, .cutShort, at: 3),
    Rejected("['x']", unexpected("'", .valueOrEnd), at: 1),
    Rejected("[\u{201C}x\u{201D}]", .unexpected(0xE2, wanted: .valueOrEnd), at: 1),
    Rejected("[\"a\0a\"]", .controlCharacter(0), at: 3),
    Rejected("[\"new\nline\"]", .controlCharacter(0x0A), at: 5),
    Rejected("[\"\t\"]", .controlCharacter(0x09), at: 2),
    Rejected("[\"12345678\u{1F}\"]", .controlCharacter(0x1F), at: 10),
    Rejected("\"x", .cutShort, at: 2),
    Rejected("abc", unexpected("a", .value), at: 0),
    Rejected(#""x"y"#, .trailingBytes, at: 3),
]

private let utf8 =
    [
        ("a lone continuation", [0x80]), ("a continuation too many", [0xC3, 0xA9, 0xA9]), ("cut after one", [0xC3]),
        ("cut after two", [0xE2, 0x82]), ("cut after three", [0xF0, 0x9F, 0x98]), ("overlong slash", [0xC0, 0xAF]),
        ("overlong C1", [0xC1, 0xBF]), ("overlong of three", [0xE0, 0x80, 0xAF]),
        ("overlong of three, last", [0xE0, 0x9F, 0xBF]), ("overlong of four", [0xF0, 0x80, 0x80, 0xAF]),
        ("overlong of four, last", [0xF0, 0x8F, 0xBF, 0xBF]), ("a surrogate", [0xED, 0xA0, 0x80]),
        ("the last surrogate", [0xED, 0xBF, 0xBF]), ("beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80]),
        ("F5", [0xF5, 0x80, 0x80, 0x80]), ("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80]),
        ("six bytes", [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80]), ("FE", [0xFE]), ("FF", [0xFF]), ("Latin-1 é", [0xE9]),
    ].flatMap { (_: String, bytes: [UInt8]) in
        let valid = bytes.starts(with: [0xC3, 0xA9]) ? 2 : 0
        let quoted = [0x5B, 0x22] + bytes + [0x22, 0x5D]
        let afterEscape = [0x22, 0x5C, 0x6E] + bytes + [0x22]
        return [
            Rejected(bytes: quoted, .invalidUTF8, at: 2 + valid),
            Rejected(bytes: afterEscape, .invalidUTF8, at: 3 + valid),
        ]
    } + [
        Rejected(bytes: [0x5B, 0xFF, 0x5D], .unexpected(0xFF, wanted: .valueOrEnd), at: 1),
        Rejected(bytes: [0x22, 0xE2, 0x82], .invalidUTF8, at: 1),
        Rejected(bytes: [0x31, 0xE5], .trailingBytes, at: 1),
    ]
