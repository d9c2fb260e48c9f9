import JSON
import Testing

// What a reader of JSON must accept: the categories of the public parsing tests, by name.

private struct Accepted: Sendable, CustomTestStringConvertible {
    let name: String
    let text: [UInt8]
    let value: JSONValue

    init(_ name: String, _ text: String, _ value: JSONValue) {
        self.name = name
        self.text = Array(text.utf8)
        self.value = value
    }

    var testDescription: String { name }
}

@Test(arguments: arrays + objects + structures + numbers + strings + unicode)
private func `what JSON is, is accepted with its value`(case accepted: Accepted) throws {
    #expect(try JSONValue(parsing: accepted.text) == accepted.value)
}

private let arrays = [
    Accepted("array: spaces around", " [ 1 , 2 ]\n", [1, 2]),
    Accepted("array: empty", "[]", []),
    Accepted("array: empty with a space inside", "[ ]", []),
    Accepted("array: nested, empty", "[[]   ]", [[]]),
    Accepted("array: an empty string", #"[""]"#, [""]),
    Accepted("array: ends with a line feed", "[1\n]", [1]),
    Accepted("array: false", "[false]", [false]),
    Accepted("array: of every kind", #"[null,1,"1",{},[],true]"#, [nil, 1, "1", [:], [], true]),
    Accepted("array: null", "[null]", [nil]),
    Accepted("array: several nulls", "[1,null,null,2]", [1, nil, nil, 2]),
    Accepted("array: leading and trailing space", " [1] ", [1]),
]

private let objects = [
    Accepted("object: empty", "{}", [:]),
    Accepted("object: empty with a space", "{ }", [:]),
    Accepted("object: one member", #"{"a":1}"#, ["a": 1]),
    Accepted("object: the order written", #"{"z":1,"a":2,"m":3}"#, ["z": 1, "a": 2, "m": 3]),
    Accepted("object: an empty key", #"{"":0}"#, ["": 0]),
    Accepted("object: an escaped NUL in a key", #"{"a\u0000b":1}"#, ["a\0b": 1]),
    Accepted("object: extreme numbers", #"{"min":-1.0e+28,"max":1.0e+28}"#, ["min": -1.0e28, "max": 1.0e28]),
    Accepted("object: a long key", #"{"\#(longText)":1}"#, ["\(longText)": 1]),
    Accepted("object: of arrays", #"{"a":[1],"b":[]}"#, ["a": [1], "b": []]),
    Accepted("object: escaped Cyrillic", #"{"\u0444":"\u0418\u0432"}"#, ["ф": "Ив"]),
    Accepted("object: line feeds", "{\n\"a\"\n:\n1\n}", ["a": 1]),
    Accepted("object: tabs and returns", "{\t\"a\"\r:\t1\r\n}", ["a": 1]),
    Accepted(
        "object: keys that only Unicode takes for equal",
        "{\"\\u00e9\":1,\"e\\u0301\":2}",
        .object(JSONObject([("\u{E9}", 1), ("e\u{301}", 2)]))
    ),
]

private let structures = [
    Accepted("structure: a lonely false", "false", false),
    Accepted("structure: a lonely true", "true", true),
    Accepted("structure: a lonely null", "null", nil),
    Accepted("structure: a lonely integer", "42", 42),
    Accepted("structure: a lonely negative double", "-0.1", -0.1),
    Accepted("structure: a lonely string", #""asd""#, "asd"),
    Accepted("structure: an empty string", #""""#, ""),
    Accepted("structure: a trailing line feed", "[\"a\"]\n", ["a"]),
    Accepted("structure: every white space before", " \t\r\n[]", []),
]

private let numbers = [
    Accepted("number: zero", "[0]", [0]),
    Accepted("number: minus zero", "[-0]", [0]),
    Accepted("number: 0e+1", "[0e+1]", [0]),
    Accepted("number: 0e1", "[0e1]", [0]),
    Accepted("number: 0.0", "[0.0]", [0]),
    Accepted("number: after a space", "[ 4]", [4]),
    Accepted("number: close to zero", "[-0.\(zeros)1]", [.number(JSONNumber(-1e-71) ?? 0)]),
    Accepted("number: an integer with exponent", "[20e1]", [200]),
    Accepted("number: a negative integer", "[-123]", [-123]),
    Accepted("number: minus one", "[-1]", [-1]),
    Accepted("number: a real with capital E", "[1E22]", [1e22]),
    Accepted("number: E minus", "[1E-2]", [0.01]),
    Accepted("number: E plus", "[1E+2]", [100]),
    Accepted("number: exponent", "[123e45]", [123e45]),
    Accepted("number: fraction and exponent", "[123.456e78]", [123.456e78]),
    Accepted("number: fraction", "[123.456789]", [123.456789]),
    Accepted("number: leading zeros in the exponent", "[1e0005]", [100_000]),
    Accepted("number: the largest signed", "[9223372036854775807]", [9_223_372_036_854_775_807]),
    Accepted("number: the smallest signed", "[-9223372036854775808]", [-9_223_372_036_854_775_808]),
    Accepted("number: the largest of 64 bits", "[18446744073709551615]", [.number(JSONNumber(UInt64.max))]),
    Accepted("number: the largest double", "[1.7976931348623157e308]", [1.7976931348623157e308]),
    Accepted("number: the smallest double", "[5e-324]", [.number(JSONNumber(Double.leastNonzeroMagnitude) ?? 0)]),
    Accepted("number: halfway between doubles", "[9007199254740993.0]", [9_007_199_254_740_992]),
    Accepted("number: just above halfway", "[9007199254740993.0000000001]", [9_007_199_254_740_994]),
]

private let strings = [
    Accepted("string: simple escapes", #"["\"\\\/\b\f\n\r\t"]"#, ["\"\\/\u{8}\u{C}\n\r\t"]),
    Accepted("string: \\u in either case", #"["\u00e9\u00E9"]"#, ["éé"]),
    Accepted("string: a surrogate pair", #"["\uD801\udc37"]"#, ["𐐷"]),
    Accepted("string: pairs side by side", #"["\ud83d\ude39\ud83d\udc8d"]"#, ["😹💍"]),
    Accepted("string: a backslash and what looks like an escape", #"["\\u0000"]"#, [#"\u0000"#]),
    Accepted("string: an escaped backslash, then n", #"["\\n"]"#, [#"\n"#]),
    Accepted("string: an escaped control character", #"["\u0012"]"#, ["\u{12}"]),
    Accepted("string: an escaped noncharacter", #"["\uFFFF"]"#, ["\u{FFFF}"]),
    Accepted("string: escaped U+10FFFF", #"["\uDBFF\uDFFF"]"#, ["\u{10FFFF}"]),
    Accepted("string: NUL as an escape", #"["\u0000"]"#, ["\0"]),
    Accepted("string: comments are text", #"["a/*b*/c/*d//e"]"#, ["a/*b*/c/*d//e"]),
    Accepted("string: DEL", "[\"a\u{7F}b\"]", ["a\u{7F}b"]),
    Accepted("string: a space", #"" ""#, " "),
    Accepted("string: a trailing escape at each place of a word", #""1234567\"12345678\"""#, "1234567\"12345678\""),
    Accepted("string: long", "\"\(longText)\"", "\(longText)"),
]

private let unicode = [
    Accepted("unicode: two bytes", "[\"é\"]", ["é"]),
    Accepted("unicode: three bytes", "[\"⍂㈴⍂\"]", ["⍂㈴⍂"]),
    Accepted("unicode: four bytes", "[\"😀\u{10FFFF}\"]", ["😀\u{10FFFF}"]),
    Accepted("unicode: U+2028 and U+2029", "[\"\u{2028}\u{2029}\"]", ["\u{2028}\u{2029}"]),
    Accepted("unicode: a reserved character", "[\"\u{1BFFF}\"]", ["\u{1BFFF}"]),
    Accepted("unicode: a private character", "[\"\u{E000}\u{F8FF}\"]", ["\u{E000}\u{F8FF}"]),
    Accepted("unicode: a noncharacter", "[\"\u{FFFF}\"]", ["\u{FFFF}"]),
    Accepted("unicode: the last before the surrogates", "[\"\u{D7FF}\"]", ["\u{D7FF}"]),
    Accepted("unicode: a byte order mark in a string", "[\"\u{FEFF}\"]", ["\u{FEFF}"]),
]

private let zeros = String(repeating: "0", count: 70)
private let longText = String(repeating: "x", count: 1_000)
