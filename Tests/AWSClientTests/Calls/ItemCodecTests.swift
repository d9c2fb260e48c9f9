import AWSClient
import TestKit
import Testing
import Time

struct ItemCodecTests {
    @Test func `a value is the item that a reader of the table would expect`() throws {
        let document = Sample(
            id: UUID.v5(namespace: .url, name: "a"),
            name: "n",
            size: .max,
            count: .max,
            ratio: 0.1,
            isSealed: true,
            state: .uploaded,
            digest: [0, 255],
            createdAt: Instant(secondsSinceEpoch: 0),
            engines: ["b", "a"],
            chunks: [10, 9],
            parts: [Sample.Part(index: 1, note: nil)],
            labels: ["k": "v"],
            exact: .number("12345678901234567890123456789012345678"),
            error: nil
        )
        let item = try ItemCodec.encode(document)
        #expect(
            item == [
                "id": .string(document.id.description), "name": .string("n"), "size": .number("9223372036854775807"),
                "count": .number("18446744073709551615"), "ratio": .number("0.1"), "isSealed": .bool(true),
                "state": .string("uploaded"), "digest": .binary([0, 255]),
                "createdAt": .string("1970-01-01T00:00:00.000Z"), "engines": .stringSet(["a", "b"]),
                "chunks": .numberSet(["10", "9"]), "parts": .list([.map(["index": .number("1")])]),
                "labels": .map(["k": .string("v")]), "exact": .number("12345678901234567890123456789012345678"),
            ]
        )
        #expect(try ItemCodec.decode(Sample.self, from: item) == document)
    }

    @Test(arguments: [UInt64(1), 2, 3]) func `whatever a value is, it comes back`(seed: UInt64) throws {
        var draw = Draw(SeededRandom(seed: seed))
        for _ in 0..<1_000 {
            let value = Sample(&draw)
            let item = try ItemCodec.encode(value)
            #expect(try ItemCodec.decode(Sample.self, from: item) == value)
        }
    }

    @Test func `an empty set is no attribute, and no attribute is an empty set`() throws {
        struct Sets: Codable, Equatable {
            var texts: Set<String> = []
            var numbers: Set<Int> = []
            var bytes: Set<[UInt8]> = []
            var states: Set<Sample.State> = []
            var maybe: Set<String>?
        }
        #expect(try ItemCodec.encode(Sets()) == [:])
        #expect(try ItemCodec.decode(Sets.self, from: [:]) == Sets())
        let full = Sets(
            texts: ["b", "a"],
            numbers: [-1, 2],
            bytes: [[2], [1, 3]],
            states: [.uploaded],
            maybe: ["x"]
        )
        let item = try ItemCodec.encode(full)
        #expect(
            item == [
                "texts": .stringSet(["a", "b"]), "numbers": .numberSet(["-1", "2"]),
                "bytes": .binarySet([[1, 3], [2]]), "states": .stringSet(["uploaded"]), "maybe": .stringSet(["x"]),
            ]
        )
        #expect(try ItemCodec.decode(Sets.self, from: item) == full)
    }

    @Test func `an index that is sparse stays so: nil is no attribute`() throws {
        struct Swept: Codable, Equatable {
            var id: Int
            var sweep: String?
        }
        #expect(try ItemCodec.encode(Swept(id: 1)) == ["id": .number("1")])
        #expect(try ItemCodec.decode(Swept.self, from: ["id": .number("1"), "sweep": .null]) == Swept(id: 1))
        #expect(try ItemCodec.encode(["a": [1, nil]]) == ["a": .list([.number("1"), .null])])
        #expect(try ItemCodec.decode([String: [Int?]].self, from: ["a": .list([.null])]) == ["a": [nil]])
    }

    @Test func `a class and its superclass share one item`() throws {
        let item = try ItemCodec.encode(Derived(base: 1, own: ["a"]))
        #expect(item == ["super": .map(["base": .number("1")]), "own": .stringSet(["a"])])
        let back = try ItemCodec.decode(Derived.self, from: item)
        #expect(back.base == 1 && back.own == ["a"])
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan, 1e126, -1e300, 1e-131, .leastNonzeroMagnitude])
    func `a number that DynamoDB cannot hold is an error with its path`(number: Double) {
        let failure = #expect(throws: ItemFailure.self) { try ItemCodec.encode(["a": ["b": [1, number]]]) }
        #expect(failure?.description == "$.a.b[1]: a number that DynamoDB cannot hold")
    }

    @Test func `what can be no item is an error`() {
        #expect(throws: ItemFailure.self) { try ItemCodec.encode(5) }
        #expect(throws: ItemFailure.self) { try ItemCodec.encode([1]) }
        #expect(throws: ItemFailure.self) { try ItemCodec.encode(nil as [String: Int]?) }
        #expect(throws: ItemFailure.self) { try ItemCodec.encode(["a": [Set<String>()]]) }
        #expect(throws: ItemFailure.self) { try ItemCodec.encode(["a": [[true]] as Set]) }
        #expect(throws: ItemFailure.self) { try ItemCodec.encode(["a": Nothing()]) }
        #expect(throws: ItemFailure.self) { try ItemCodec.encode(["a": Twice()]) }
        #expect(throws: ItemFailure.self) { try ItemCodec.encode(["a": TwoKinds()]) }
    }

    @Test(arguments: [17, 1_000]) func `a value is as deep as DynamoDB allows, and no deeper`(levels: Int) throws {
        func chain(_ links: Int) -> Chain { (1..<links).reduce(Chain()) { chain, _ in Chain(next: [chain]) } }
        // Each link is a map in a list, and the last has an empty list.
        let deepest = chain(AttributeValue.deepest / 2)
        #expect(try ItemCodec.decode(Chain.self, from: ItemCodec.encode(deepest)) == deepest)
        let failure = #expect(throws: ItemFailure.self) { try ItemCodec.encode(chain(levels)) }
        #expect(failure?.reason == .tooDeep(limit: AttributeValue.deepest))
    }

    /// What is wrong with one attribute of an item that is fine otherwise, and what the error says.
    @Test(
        arguments: [
            ("size", .string("1"), "$.size: expected N, found S"),
            ("size", .number("1.5"), "$.size: expected Int64, found a number that it cannot hold"),
            ("size", .number("9223372036854775808"), "$.size: expected Int64, found a number that it cannot hold"),
            ("count", .number("-1"), "$.count: expected UInt64, found a number that it cannot hold"),
            ("ratio", .number("1e999"), "$.ratio: expected Double, found a number that it cannot hold"),
            ("ratio", .number("nan"), "$.ratio: expected Double, found a number that it cannot hold"),
            ("isSealed", .null, "$.isSealed: expected BOOL, found NULL"),
            ("digest", .list([]), "$.digest: expected B, found L"),
            ("engines", .list([]), "$.engines: expected a set, found L"),
            ("engines", .numberSet(["1"]), "$.engines[0]: expected S, found N"),
            ("parts", .list([.map([:])]), "$.parts[0].index: the attribute is missing"),
            ("parts", .map([:]), "$.parts: expected L, found M"),
            ("labels", .map(["k": .null]), "$.labels.k: expected S, found NULL"),
            ("createdAt", .string("x"), "$.createdAt: not an RFC 3339 date and time from 1678 to 2261"),
        ] as [(String, AttributeValue, String)]
    )
    func `an item that is not of the type is an error that names the attribute`(
        name: String,
        value: AttributeValue,
        sentence: String
    ) throws {
        var draw = Draw(SeededRandom(seed: 5))
        var item = try ItemCodec.encode(Sample(&draw))
        item[name] = value
        let failure = #expect(throws: ItemFailure.self) { try ItemCodec.decode(Sample.self, from: item) }
        #expect(failure?.description == sentence)
    }

    @Test func `an attribute that is not there is named`() {
        let failure = #expect(throws: ItemFailure.self) { try ItemCodec.decode(Chain.self, from: [:]) }
        #expect(failure?.description == "$.next: the attribute is missing")
    }
}

private struct Chain: Codable, Equatable {
    var next: [Chain] = []
}

private struct Nothing: Encodable {
    func encode(to encoder: any Encoder) {}
}

private struct Twice: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(1)
        try container.encode(2)
    }
}

private struct TwoKinds: Encodable {
    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(1)
        var map = encoder.container(keyedBy: Chain.Key.self)
        try map.encode(2, forKey: .next)
    }
}

extension Chain {
    fileprivate enum Key: CodingKey { case next }
}

private class Root: Codable {
    let base: Int

    init(base: Int) {
        self.base = base
    }
}

private final class Derived: Root {
    let own: Set<String>

    init(base: Int, own: Set<String>) {
        self.own = own
        super.init(base: base)
    }

    private enum CodingKeys: CodingKey { case own }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        own = try container.decode(Set<String>.self, forKey: .own)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(own, forKey: .own)
        try super.encode(to: container.superEncoder())
    }
}
