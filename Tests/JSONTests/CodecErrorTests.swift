import JSON
import Testing

private struct Record: Codable, Equatable {
    var name: String
    var size: Int8
    var ratio: Double?
    var tags: [String]?
    var labels: [String: String]?
    var isOn: Bool?
}

private struct Batch: Codable {
    var records: [Record]
}

@Test(
    arguments: [
        (#""x","size":"2""#, "$.records[0].size: expected number, found string (line 1, column 32, byte 31)"),
        (
            #""x","size":300"#,
            "$.records[0].size: expected a whole number of 8 bits, found another number (line 1, column 32, byte 31)"
        ),
        (
            #""x","size":1.5"#,
            "$.records[0].size: expected a whole number of 8 bits, found another number (line 1, column 32, byte 31)"
        ),
        (
            #""x","size":1e300"#,
            "$.records[0].size: expected a whole number of 8 bits, found another number (line 1, column 32, byte 31)"
        ),
        (#""x""#, #"$.records[0]: the key "size" is missing (line 1, column 13, byte 12)"#),
        (#"null,"size":1"#, "$.records[0].name: expected string, found null (line 1, column 21, byte 20)"),
        (#"true,"size":1"#, "$.records[0].name: expected string, found bool (line 1, column 21, byte 20)"),
        (#""é","size":[]"#, "$.records[0].size: expected number, found array (line 1, column 32, byte 32)"),
        (
            #""x","size":1,"ratio":"1""#,
            "$.records[0].ratio: expected number, found string (line 1, column 42, byte 41)"
        ),
        (
            #""x","size":1,"tags":[1]"#,
            "$.records[0].tags[0]: expected string, found number (line 1, column 42, byte 41)"
        ),
        (#""x","size":1,"tags":{}"#, "$.records[0].tags: expected array, found object (line 1, column 41, byte 40)"),
        (
            #""x","size":1,"labels":{"a b":1}"#,
            #"$.records[0].labels["a b"]: expected string, found number (line 1, column 50, byte 49)"#
        ),
        (
            #""x","size":1,"labels":[]"#,
            "$.records[0].labels: expected object, found array (line 1, column 43, byte 42)"
        ),
        (#""x","size":1,"isOn":0"#, "$.records[0].isOn: expected bool, found number (line 1, column 41, byte 40)"),
        (#""x","size":tru"#, #"expected true, false or null, found "}" (line 1, column 35, byte 34)"#),
        ("\"x\",\n \"size\":tru", #"expected true, false or null, found "}" (line 2, column 12, byte 36)"#),
    ]
)
func `an error says where it is and what was expected, in JSON's words`(members: String, sentence: String) {
    let text = #"{"records":[{"name":\#(members)}]}"#
    #expect(description { try JSONCodec.decode(Batch.self, from: Array(text.utf8)) } == sentence)
}

@Test(
    arguments: [
        ("", "expected a value, found nothing (line 1, column 1, byte 0)"),
        ("[1,2", "the text ends too early (line 1, column 5, byte 4)"),
        ("\u{FEFF}{}", "the text begins with a byte order mark; send UTF-8 without it (line 1, column 1, byte 0)"),
        ("{\u{7}}", #"expected a key in quotes or "}", found byte 0x07 (line 1, column 2, byte 1)"#),
        ("1 x", "something follows the end of the value (line 1, column 3, byte 2)"),
        ("\"\u{1}\"", "byte 0x01 in a string; write it as an escape (line 1, column 2, byte 1)"),
        (#""\x""#, "a backslash that begins no escape of JSON (line 1, column 2, byte 1)"),
        (#""\ud800""#, "half of a surrogate pair in a \\u escape (line 1, column 2, byte 1)"),
        ("1e999", "a number beyond 64 bits, or beyond a double (line 1, column 1, byte 0)"),
        (#"{"a\n":1,"a\n":2}"#, #"the key "a\n" for the second time in one object (line 1, column 10, byte 9)"#),
    ]
)
func `a text that is no JSON has an error without a path`(text: String, sentence: String) {
    #expect(description { try JSONValue(parsing: Array(text.utf8)) } == sentence)
}

@Test func `bytes that are not UTF-8, and limits, have their sentences`() {
    #expect(
        description { try JSONValue(parsing: [0x22, 0xFF]) } == "bytes that are not UTF-8 (line 1, column 2, byte 1)"
    )
    let limits = JSONLimits(depth: 1, bytes: 5)
    #expect(
        description { try JSONValue(parsing: Array("[[]]".utf8), limits: limits) }
            == "more than 1 arrays and objects inside one another (line 1, column 2, byte 1)"
    )
    #expect(
        description { try JSONValue(parsing: Array("[1,2,3]".utf8), limits: limits) }
            == "more than 5 bytes (line 1, column 6, byte 5)"
    )
    #expect(
        description { try JSONCodec.decode([[Int]].self, from: [[1]], limits: limits) }
            == "more than 1 arrays and objects inside one another"
    )
}

@Test(
    arguments: [
        (decoding([Int64].self), "[1.5]", "a whole number of 64 bits"),
        (decoding([UInt64].self), "[-1]", "an unsigned whole number of 64 bits"),
        (decoding([UInt16].self), "[65536]", "an unsigned whole number of 16 bits"),
        (decoding([Float].self), "[1e300]", "a number of 32 bits"),
    ]
)
func `a number for which there is no value says which there are`(
    decode: @Sendable ([UInt8]) throws -> Void,
    text: String,
    expected: String
) {
    let sentence = "$[0]: expected \(expected), found another number (line 1, column 2, byte 1)"
    #expect(description { try decode(Array(text.utf8)) } == sentence)
}

@Test(
    arguments: [
        (decoding(Int64.self), "number"), (decoding(Float.self), "number"), (decoding(Bool.self), "bool"),
        (decoding([String: Int].self), "object"), (decoding([Int?].self), "array"), (decoding(Batch.self), "object"),
    ]
)
func `a null is found as one, whatever was expected`(decode: @Sendable ([UInt8]) throws -> Void, kind: String) {
    #expect(
        description { try decode(Array("null".utf8)) } == "$: expected \(kind), found null (line 1, column 1, byte 0)"
    )
}

@Test func `a tree has no positions`() {
    #expect(description { try JSONCodec.decode([Int].self, from: [1, "2"]) } == "$[1]: expected number, found string")
}

@Test func `a long or foreign key is quoted and cut`() {
    let key = String(repeating: "k", count: 100)
    let text = Array(#"{"\#(key)":{"a\u0000":"x"}}"#.utf8)
    #expect(
        description { try JSONCodec.decode([String: [String: Int]].self, from: text) }
            == #"$["\#(key.prefix(64))…"]["a\u0000"]: expected number, found string (line 1, column 116, byte 115)"#
    )
}

@Test(
    arguments: [
        (Double.nan, "$.list[1]: a number that is infinite or not a number, which JSON cannot write"),
        (-Double.infinity, "$.list[1]: a number that is infinite or not a number, which JSON cannot write"),
    ]
)
func `a number that is not finite is an error with its path`(value: Double, sentence: String) throws {
    #expect(description { try JSONCodec.encode(["list": [1, value]]) } == sentence)
    #expect(try JSONCodec.encode([value], style: .stringify) == Array("[null]".utf8))
}

@Test func `what is too deep to read back is not written`() {
    struct Nest: Encodable {
        let depth: Int

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            if depth > 1 { try container.encode(Nest(depth: depth - 1)) }
        }
    }
    #expect(throws: Never.self) { try JSONCodec.decode(JSONValue.self, from: JSONCodec.encode(Nest(depth: 64))) }
    #expect(
        description { try JSONCodec.encode(Nest(depth: 65)) }.hasSuffix(
            "more than 64 arrays and objects inside one another"
        )
    )
}

private func decoding<T: Decodable & SendableMetatype>(_ type: T.Type) -> @Sendable ([UInt8]) throws -> Void {
    { _ = try JSONCodec.decode(T.self, from: $0) }
}

private func description<T>(_ work: () throws -> T) -> String {
    do {
        return "no error: \(try work())"
    } catch {
        return "\(error)"
    }
}
