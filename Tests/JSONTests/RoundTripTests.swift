import JSON
import Testing

@Test(arguments: [JSONStyle.compact, .pretty, .compact.ascii, .pretty.ascii])
func `what is written reads back as the same value`(style: JSONStyle) throws {
    var random = RandomValue(seed: 1)
    for _ in 0..<500 {
        let value = random.value()
        let text = value.bytes(style: style)
        #expect(try JSONValue(parsing: text) == value)
    }
}

@Test func `stringify reads back as a value that it writes the same`() throws {
    var random = RandomValue(seed: 2)
    for _ in 0..<500 {
        let text = random.value().bytes(style: .stringify)
        #expect(try JSONValue(parsing: text).bytes(style: .stringify) == text)
    }
}

@Test func `a tree goes through Codable unchanged`() throws {
    var random = RandomValue(seed: 3)
    for _ in 0..<300 {
        let value = random.value()
        #expect(try JSONCodec.encodeValue(value) == value)
        #expect(try JSONCodec.decode(JSONValue.self, from: value) == value)
        #expect(try JSONCodec.encode(["in": value], style: .pretty) == JSONValue(["in": value]).bytes(style: .pretty))
    }
}

@Test func `a text changed anywhere is read or refused, and never traps`() throws {
    var random = RandomValue(seed: 4)
    var choice = SplitMix64(seed: 5)
    for _ in 0..<2_000 {
        var text = random.value(depth: 3).bytes()
        for _ in 0..<Int.random(in: 1...4, using: &choice) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &choice)
            switch Int.random(in: 0..<3, using: &choice) {
            case 0: text[place] = UInt8.random(in: 0...255, using: &choice)
            case 1: text.remove(at: place)
            default: text.insert(Array("[]{}\",:0\\eu-.".utf8).randomElement(using: &choice) ?? 0, at: place)
            }
        }
        do {
            let value = try JSONValue(parsing: text)
            #expect(try JSONValue(parsing: value.bytes()) == value)
        } catch {
            #expect((0...text.count).contains(error.position?.offset ?? -1))
        }
    }
}

extension JSONValue {
    fileprivate init(_ members: KeyValuePairs<String, JSONValue>) {
        self = .object(JSONObject(members.map { ($0.key, $0.value) }))
    }
}
