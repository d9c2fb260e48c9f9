import JSON
import Testing

// Codable by hand: containers written in turn, superclasses, misuse.

private enum Key: String, CodingKey {
    case a, b, c, d
}

private struct Interleaved: Encodable {
    func encode(to encoder: any Encoder) throws {
        var top = encoder.container(keyedBy: Key.self)
        var first = top.nestedContainer(keyedBy: Key.self, forKey: .a)
        var second = top.nestedUnkeyedContainer(forKey: .b)
        try first.encode(1, forKey: .a)
        try second.encode("x")
        try top.encode(true, forKey: .c)
        try first.encodeNil(forKey: .b)
        var third = second.nestedContainer(keyedBy: Key.self)
        try second.encode([1, 2])
        try third.encode(0.5, forKey: .d)
        try first.encode("last", forKey: .c)
        var fourth = second.nestedUnkeyedContainer()
        try fourth.encodeNil()
        try third.encode(["k": "v"], forKey: .a)
        #expect(second.count == 4)
        let later = top.superEncoder(forKey: .d)
        try first.encode(2, forKey: .d)
        try "super".encode(to: later)
    }
}

@Test func `containers may be written in turn`() throws {
    let expected =
        #"{"a":{"a":1,"b":null,"c":"last","d":2},"b":["x",{"d":0.5,"a":{"k":"v"}},[1,2],[null]],"c":true,"d":"super"}"#
    #expect(String(decoding: try JSONCodec.encode(Interleaved()), as: UTF8.self) == expected)
    #expect(
        try JSONCodec.encode(Interleaved(), style: .pretty)
            == JSONValue(parsing: Array(expected.utf8)).bytes(style: .pretty)
    )
}

private class Animal: Codable {
    var name: String

    init(name: String) { self.name = name }

    enum CodingKeys: CodingKey { case name }

    required init(from decoder: any Decoder) throws {
        name = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .name)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
    }
}

private final class Dog: Animal {
    var age: Int
    let sharesObject: Bool

    init(name: String, age: Int, sharesObject: Bool) {
        self.age = age
        self.sharesObject = sharesObject
        super.init(name: name)
    }

    enum DogKeys: CodingKey { case age, shares }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: DogKeys.self)
        age = try container.decode(Int.self, forKey: .age)
        sharesObject = try container.decode(Bool.self, forKey: .shares)
        try super.init(from: sharesObject ? decoder : container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DogKeys.self)
        try container.encode(age, forKey: .age)
        try super.encode(to: sharesObject ? encoder : container.superEncoder())
        try container.encode(sharesObject, forKey: .shares)
    }
}

@Test(
    arguments: [
        (true, #"{"age":3,"name":"Rex","shares":true}"#), (false, #"{"age":3,"super":{"name":"Rex"},"shares":false}"#),
    ]
)
func `a superclass shares the object or has its own`(sharesObject: Bool, text: String) throws {
    let bytes = try JSONCodec.encode(Dog(name: "Rex", age: 3, sharesObject: sharesObject))
    #expect(String(decoding: bytes, as: UTF8.self) == text)
    let dog = try JSONCodec.decode(Dog.self, from: bytes)
    #expect(dog.name == "Rex" && dog.age == 3)
}

@Test func `unkeyed containers are read element by element`() throws {
    struct Reading: Decodable {
        var path: [String] = []

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            #expect(list.count == 6)
            #expect(try list.decode(Int.self) == 1)
            #expect(try list.decodeNil() == false)
            #expect(try list.decode(String.self) == "two")
            #expect(try list.decodeNil() == true)
            #expect(try list.decodeIfPresent(Int.self) == nil)
            let nested = try list.nestedContainer(keyedBy: Key.self)
            #expect(nested.allKeys == [.a, .b])
            #expect(nested.contains(.b) && !nested.contains(.c))
            #expect(try nested.decodeNil(forKey: .b))
            path = nested.codingPath.map(\.stringValue)
            var inner = try list.nestedUnkeyedContainer()
            #expect(try inner.decode(Bool.self))
            #expect(list.isAtEnd && list.currentIndex == 6)
        }
    }
    let text = Array(#"[1,"two",null,null,{"a":1,"b":null},[true]]"#.utf8)
    #expect(try JSONCodec.decode(Reading.self, from: text).path == ["4"])
}

@Test func `keys are found in any order`() throws {
    struct Record: Codable, Equatable { var one, two, three, four: Int }
    let record = Record(one: 1, two: 2, three: 3, four: 4)
    for order in ["one,two,three,four", "four,three,two,one", "two,four,x,one,three", "y,three,one,two,z,four"] {
        let members = order.split(separator: ",").map { key in
            #""\#(key)":\#(["one": 1, "two": 2, "three": 3, "four": 4][key] ?? 0)"#
        }
        let text = Array("{\(members.joined(separator: ","))}".utf8)
        #expect(try JSONCodec.decode(Record.self, from: text) == record)
    }
}

@Test func `keys written with escapes are found`() throws {
    let text = Array(#"{"\u0061":1,"b\/c":2}"#.utf8)
    #expect(try JSONCodec.decode([String: Int].self, from: text) == ["a": 1, "b/c": 2])
    #expect(try JSONCodec.decode([String: String].self, from: Array(#"{"\u0061":"\n"}"#.utf8)) == ["a": "\n"])
}

private struct Misuse: Encodable {
    let kind: Int

    func encode(to encoder: any Encoder) throws {
        switch kind {
        case 0: break
        case 1: _ = (encoder.unkeyedContainer(), encoder.container(keyedBy: Key.self))
        case 2:
            var container = encoder.singleValueContainer()
            try container.encode(1)
            try container.encode(2)
        case 3:
            var container = encoder.container(keyedBy: Key.self)
            _ = container.superEncoder()
        default:
            var container = encoder.unkeyedContainer()
            try container.encode(Misuse(kind: 0))
        }
    }
}

@Test(
    arguments: [
        "$.in: Misuse encoded nothing", "$.in: the value was encoded in two ways at once",
        "$.in: the value was encoded in two ways at once", "$.in.super: the value encoded nothing",
        "$.in[0]: Misuse encoded nothing",
    ].enumerated().map { ($0.offset, $0.element) }
)
func `a type that encodes nothing, or twice, is an error`(kind: Int, sentence: String) {
    #expect {
        try JSONCodec.encode(["in": Misuse(kind: kind)])
    } throws: {
        "\($0)" == sentence
    }
}

@Test func `a value whose error its owner swallows is left out`() throws {
    struct Tolerant: Encodable {
        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(1)
            #expect(throws: EncodingError.self) { try list.encode([1, Double.nan]) }
            #expect(throws: EncodingError.self) { try list.encode(Double.infinity) }
            try list.encode(2)
        }
    }
    #expect(try JSONCodec.encode(Tolerant()) == Array("[1,2]".utf8))
}

@Test func `nothing is appended if there is an error`() {
    var bytes = Array("kept".utf8)
    #expect(throws: JSONError.self) { try JSONCodec.encode([1, Double.nan], to: &bytes) }
    #expect(throws: JSONError.self) { try JSONCodec.encode(Misuse(kind: 3), to: &bytes) }
    #expect(bytes == Array("kept".utf8))
}
