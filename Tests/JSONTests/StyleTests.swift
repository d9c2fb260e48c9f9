import JSON
import Testing

@Test func `only what must be escaped is escaped`() {
    let expected =
        ##""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"##
        + ##"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"##
        + ##" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"##
        + "\u{7F}\u{80}é\u{2028}\u{2029}\u{FEFF}\u{FFFF}😀\""
    let characters = String(String.UnicodeScalarView((0...0x80).compactMap(Unicode.Scalar.init(_:) as (UInt32) -> _)))
    let value = JSONValue.string(characters + "é\u{2028}\u{2029}\u{FEFF}\u{FFFF}😀")
    for style in [JSONStyle.compact, .pretty, .stringify] {
        #expect(String(decoding: value.bytes(style: style), as: UTF8.self) == expected)
    }
}

@Test(
    arguments: [
        ("é", #""\u00e9""#), ("😀", #""\ud83d\ude00""#), ("\u{7F}", #""\u007f""#), ("a/b", #""a/b""#),
        ("\u{10FFFF}\u{E000}", #""\udbff\udfff\ue000""#), ("~ \n", #""~ \n""#), ("日本語 longer than eight", nil),
    ] as [(String, String?)]
)
func `the ASCII style holds nothing that a header cannot carry`(string: String, expected: String?) throws {
    let bytes = JSONValue.string(string).bytes(style: .compact.ascii)
    #expect(bytes.allSatisfy { (0x20..<0x7F).contains($0) })
    #expect(try JSONValue(parsing: bytes) == .string(string))
    if let expected { #expect(String(decoding: bytes, as: UTF8.self) == expected) }
}

@Test func `keys are escaped as strings are`() {
    let value: JSONValue = ["é\"": 1]
    #expect(value.bytes(style: .stringify.ascii) == Array(#"{"\u00e9\"":1}"#.utf8))
}

@Test func `pretty is laid out as JavaScript does it with two spaces`() {
    let value: JSONValue = ["a": [1, [:], [], ["b": nil]], "c": ["d": [[2]]]]
    let expected = """
        {
          "a": [
            1,
            {},
            [],
            {
              "b": null
            }
          ],
          "c": {
            "d": [
              [
                2
              ]
            ]
          }
        }
        """
    #expect(String(decoding: value.bytes(style: .pretty), as: UTF8.self) == expected)
}

@Test func `stringify lists array indices first, as objects of JavaScript do`() {
    let value: JSONValue = [
        "b": 1, "10": 2, "4294967295": 3, "4294967294": 4, "01": 5, "2": 6, "-1": 7, "0": 8, "1.5": 9, "": 10, "a": 11,
    ]
    let expected = #"{"0":8,"2":6,"10":2,"4294967294":4,"b":1,"4294967295":3,"01":5,"-1":7,"1.5":9,"":10,"a":11}"#
    #expect(String(decoding: value.bytes(style: .stringify), as: UTF8.self) == expected)
}

@Test func `other styles keep the order written`() {
    let value: JSONValue = ["b": 1, "10": 2, "2": 3]
    #expect(value.bytes() == Array(#"{"b":1,"10":2,"2":3}"#.utf8))
}

@Test func `an integer is exact in every style`() {
    let value: JSONValue = [9_223_372_036_854_775_807, .number(JSONNumber(UInt64.max)), -9_223_372_036_854_775_808]
    for style in [JSONStyle.compact, .stringify] {
        #expect(
            value.bytes(style: style) == Array("[9223372036854775807,18446744073709551615,-9223372036854775808]".utf8)
        )
    }
}

@Test(
    arguments: [
        (1.0, "1", "1"), (-0.0, "-0", "0"), (0.1, "0.1", "0.1"), (1e16, "1e+16", "10000000000000000"),
        (1e21, "1e+21", "1e+21"), (1e-7, "1e-07", "1e-7"), (5e-5, "5e-05", "0.00005"), (-2.5, "-2.5", "-2.5"),
        (9_007_199_254_740_991, "9007199254740991", "9007199254740991"),
    ]
)
func `a double is spelled as Swift does it, or as JavaScript`(value: Double, compact: String, stringify: String) throws
{
    #expect(try JSONCodec.encode(value) == Array(compact.utf8))
    #expect(try JSONCodec.encode(value, style: .stringify) == Array(stringify.utf8))
}

@Test func `a float has its own shortest digits`() throws {
    #expect(try JSONCodec.encode(Float(0.1)) == Array("0.1".utf8))
    #expect(try JSONCodec.decode(Float.self, from: Array("0.1".utf8)) == 0.1)
}
