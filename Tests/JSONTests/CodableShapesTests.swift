import JSON
import Testing

// Each shape that Codable makes of Swift's types: the text it has, and the way back.

private func passes<T: Codable & Equatable>(_ value: T, as text: String) throws {
    #expect(String(decoding: try JSONCodec.encode(value), as: UTF8.self) == text)
    #expect(try JSONCodec.decode(T.self, from: Array(text.utf8)) == value)
    #expect(try JSONCodec.decode(T.self, from: JSONCodec.encodeValue(value)) == value)
    #expect(try JSONCodec.decode(T.self, from: JSONCodec.encode(value, style: .pretty)) == value)
}

@Test func `every integer keeps its extremes`() throws {
    try passes([Int8.min, .max], as: "[-128,127]")
    try passes([Int16.min, .max], as: "[-32768,32767]")
    try passes([Int32.min, .max], as: "[-2147483648,2147483647]")
    try passes([Int64.min, .max], as: "[-9223372036854775808,9223372036854775807]")
    try passes([Int.min, .max], as: "[-9223372036854775808,9223372036854775807]")
    try passes([UInt8.min, .max], as: "[0,255]")
    try passes([UInt16.min, .max], as: "[0,65535]")
    try passes([UInt32.min, .max], as: "[0,4294967295]")
    try passes([UInt64.min, .max], as: "[0,18446744073709551615]")
    try passes([UInt.min, .max], as: "[0,18446744073709551615]")
    try passes([Int128(Int64.min), 1], as: "[-9223372036854775808,1]")
    try passes([UInt128(UInt64.max), 1], as: "[18446744073709551615,1]")
}

@Test func `scalars stand alone at the top`() throws {
    try passes(true, as: "true")
    try passes(-1, as: "-1")
    try passes(0.5, as: "0.5")
    try passes(Float(0.1), as: "0.1")
    try passes("a/b", as: #""a/b""#)
    try passes(Int?.none, as: "null")
    try passes(Int?.some(3), as: "3")
    try passes([UInt8]([1, 2]), as: "[1,2]")
}

private struct Optionals: Codable, Equatable {
    var a: Int?
    var b: String?
    var c: [Int?]
    var d: [String: Int?]
}

@Test func `a property that is nil is left out, an element that is nil is null`() throws {
    try passes(Optionals(a: nil, b: nil, c: [1, nil], d: ["x": nil]), as: #"{"c":[1,null],"d":{"x":null}}"#)
    let null = Array(#"{"a":null,"b":null,"c":[],"d":{}}"#.utf8)
    #expect(try JSONCodec.decode(Optionals.self, from: null) == Optionals(a: nil, b: nil, c: [], d: [:]))
}

private enum Verdict: Codable, Equatable {
    case clean
    case malicious(name: String, score: Double)
    case failed(String, Int)
    indirect case both(Verdict, Verdict)
}

@Test func `an enum with associated values is an object of its case`() throws {
    try passes(Verdict.clean, as: #"{"clean":{}}"#)
    try passes(Verdict.malicious(name: "Eicar", score: 1), as: #"{"malicious":{"name":"Eicar","score":1}}"#)
    try passes(Verdict.failed("x", 2), as: #"{"failed":{"_0":"x","_1":2}}"#)
    try passes(Verdict.both(.clean, .clean), as: #"{"both":{"_0":{"clean":{}},"_1":{"clean":{}}}}"#)
}

private enum Level: Int, Codable {
    case low = 1, high = 2
}

private enum Unit: String, Codable, CodingKeyRepresentable {
    case metre, second
}

@Test func `an enum with raw values is its raw value, also as a key`() throws {
    try passes([Level.low, .high], as: "[1,2]")
    try passes([Unit.second: 1, .metre: 2], as: #"{"metre":2,"second":1}"#)
}

@Test func `dictionaries are sorted by key, in any process`() throws {
    try passes([10: "a", 9: "b", -1: "c"], as: #"{"-1":"c","10":"a","9":"b"}"#)
    let letters = Dictionary(uniqueKeysWithValues: "qwertyuiopasdfghjklzxcvbnm".map { (String($0), 1) })
    let sorted = "abcdefghijklmnopqrstuvwxyz".map { #""\#($0)":1"# }.joined(separator: ",")
    try passes(letters, as: "{\(sorted)}")
    try passes(["b": ["d": [1], "c": []]], as: #"{"b":{"c":[],"d":[1]}}"#)
    try passes(["a\"": 1, "a": 2, "": 3], as: #"{"":3,"a":2,"a\"":1}"#)
    let numbered = try JSONCodec.encode([10: 0, 9: 0, -1: 0], style: .stringify)
    #expect(numbered == Array(#"{"9":0,"10":0,"-1":0}"#.utf8))
}

private struct Empty: Codable, Equatable {}

@Test func `an empty struct is an empty object`() throws {
    try passes(Empty(), as: "{}")
    try passes([Empty(), Empty()], as: "[{},{}]")
    try passes([String: Int](), as: "{}")
    try passes([Int](), as: "[]")
}

private struct Wrapper: Codable, Equatable {
    var text: String

    init(_ text: String) { self.text = text }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

private struct Wrapped: Codable, Equatable {
    var first: Wrapper
    var list: [Wrapper]
    var last: Wrapper?
    var plain: Int
}

@Test func `a type that is one value is written as that value`() throws {
    let value = Wrapped(first: Wrapper("a"), list: [Wrapper("b"), Wrapper("c")], last: Wrapper("d"), plain: 1)
    try passes(value, as: #"{"first":"a","list":["b","c"],"last":"d","plain":1}"#)
}

@Test func `trees within types keep their order`() throws {
    struct Holder: Codable, Equatable {
        var tree: JSONValue
        var object: JSONObject
        var number: JSONValue
    }
    let tree: JSONValue = ["z": 1, "a": [nil, true]]
    let holder = Holder(tree: tree, object: ["y": 1, "b": 2], number: 1.5)
    try passes(holder, as: #"{"tree":{"z":1,"a":[null,true]},"object":{"y":1,"b":2},"number":1.5}"#)
}

@Test func `whole numbers decode as integers however they are written`() throws {
    #expect(try JSONCodec.decode([Int].self, from: Array("[1.0,1e2,-0,-0.0,12.5e1]".utf8)) == [1, 100, 0, 0, 125])
    #expect(try JSONCodec.decode(Double.self, from: Array("-0".utf8)).sign == .minus)
    #expect(try JSONCodec.decode([Double].self, from: Array("[1,18446744073709551615]".utf8)) == [1, 0x1p64])
}

@Test func `wide integers are read and written wherever they stand`() throws {
    struct Wide: Codable, Equatable {
        var signed: Int128
        var unsigned: UInt128?
        var list: [Int128]
    }
    let value = Wide(signed: -5, unsigned: UInt128(UInt64.max), list: [1])
    try passes(value, as: #"{"signed":-5,"unsigned":18446744073709551615,"list":[1]}"#)
    try passes(Int128(7), as: "7")
    let error = try #require(throws: JSONError.self) { try JSONCodec.encode(["x": Int128.max]) }
    #expect("\(error)" == "$.x: a number beyond 64 bits, or beyond a double")
}
