import JSON
import Testing

// Errors that a type throws itself while it is coded.

private struct Refusal: Error, CustomStringConvertible {
    var description: String { "no such id" }
}

private struct Identifier: Codable {
    init() {}

    init(from decoder: any Decoder) throws {
        switch try decoder.singleValueContainer().decode(String.self) {
        case "foreign": throw Refusal()
        case "corrupted":
            throw DecodingError.dataCorruptedError(in: try decoder.singleValueContainer(), debugDescription: "a bad id")
        case "mismatch":
            throw DecodingError.typeMismatch(
                Int.self,
                .init(codingPath: decoder.codingPath, debugDescription: "no Int")
            )
        case "missing":
            let context = DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "gone")
            throw DecodingError.valueNotFound(Int.self, context)
        default: break
        }
    }

    func encode(to encoder: any Encoder) throws {
        throw Refusal()
    }
}

private struct Holder: Codable {
    var id: Identifier
}

@Test(
    arguments: [
        ("foreign", "$.in[1].id: no such id (line 1, column 24, byte 23)"),
        ("corrupted", "$.in[1].id: a bad id (line 1, column 24, byte 23)"),
        ("mismatch", "$.in[1].id: no Int (line 1, column 24, byte 23)"),
        ("missing", "$.in[1].id: gone (line 1, column 24, byte 23)"),
    ]
)
func `a type's own error has the path and place of its value`(text: String, sentence: String) throws {
    let bytes = Array(#"{"in":[{"id":""},{"id":"\#(text)"}]}"#.utf8)
    let error = try #require(throws: JSONError.self) { try JSONCodec.decode([String: [Holder]].self, from: bytes) }
    #expect("\(error)" == sentence)
}

@Test func `a type may catch what its parts throw`() throws {
    struct Lenient: Decodable {
        var isKnown: Bool

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            do {
                _ = try container.decode(Identifier.self, forKey: .id)
                isKnown = true
            } catch is Refusal {
                isKnown = false
            }
            do {
                _ = try container.decode(Int.self, forKey: .id)
            } catch DecodingError.typeMismatch(let type, let context) {
                #expect(ObjectIdentifier(type) == ObjectIdentifier(Int.self))
                #expect(context.codingPath.map(\.stringValue) == ["0", "id"])
            }
        }

        enum CodingKeys: CodingKey { case id }
    }
    #expect(try JSONCodec.decode([Lenient].self, from: Array(#"[{"id":"foreign"}]"#.utf8))[0].isKnown == false)
}

@Test func `a type is told of a null as Codable has it`() throws {
    struct Lenient: Decodable {
        init(from decoder: any Decoder) throws {
            do {
                _ = try decoder.singleValueContainer().decode(Int.self)
                Issue.record("a null is no number")
            } catch DecodingError.valueNotFound(let type, _) {
                #expect(ObjectIdentifier(type) == ObjectIdentifier(Int.self))
            }
            do {
                _ = try decoder.unkeyedContainer()
                Issue.record("a null is no array")
            } catch DecodingError.typeMismatch {}
        }
    }
    _ = try JSONCodec.decode([Lenient].self, from: Array("[null]".utf8))
}

@Test func `an error of a type's own has the path where it was encoded`() throws {
    let error = try #require(throws: JSONError.self) { try JSONCodec.encode([["x": Holder(id: Identifier())]]) }
    #expect("\(error)" == "$[0].x.id: no such id")
}

@Test func `a superclass that is missing is an error`() throws {
    struct Child: Decodable {
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            _ = try container.superDecoder()
        }

        enum CodingKeys: CodingKey { case id }
    }
    let error = try #require(throws: JSONError.self) { try JSONCodec.decode(Child.self, from: Array("{}".utf8)) }
    #expect(error.reason == .missingKey("super"))
}

@Test func `the end of an array is an error with the index that is missing`() throws {
    struct Pair: Decodable {
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            _ = try (list.decode(Int.self), list.decode(String.self))
        }
    }
    let error = try #require(throws: JSONError.self) { try JSONCodec.decode([Pair].self, from: Array("[[1]]".utf8)) }
    #expect("\(error)" == "$[0][1]: expected a value, found nothing (line 1, column 2, byte 1)")
}

@Test func `a key that its type makes no case of is an error with its path`() throws {
    enum Mode: String, Codable { case fast, slow }
    let text = Array(#"{"mode":"odd"}"#.utf8)
    let error = try #require(throws: JSONError.self) { try JSONCodec.decode([String: Mode].self, from: text) }
    #expect("\(error)" == "$.mode: Cannot initialize Mode from invalid String value odd (line 1, column 9, byte 8)")
}
