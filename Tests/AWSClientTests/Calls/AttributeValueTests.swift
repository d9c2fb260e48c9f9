import AWSClient
import Glibc
import HTTP
import JSON
import Testing

struct AttributeValueTests {
    private static let everything: Item = [
        "a": .string("é"), "b": .number("1e125"), "c": .binary([0]), "d": .bool(false), "e": .null,
        "f": .map(["x": .list([.string(""), .map([:])])]), "g": .stringSet(["a"]), "h": .numberSet(["1", "2"]),
        "i": .binarySet([[0], []]),
    ]

    @Test func `every type of an attribute comes back as it was`() throws {
        let text = try JSONCodec.encode(Self.everything)
        #expect(try JSONCodec.decode(Item.self, from: text) == Self.everything)
        let written = try JSONValue(parsing: text)
        #expect(written["e"] == ["NULL": true] && written["b"] == ["N": "1e125"] && written["h"] == ["NS": ["1", "2"]])
        #expect(written["c"] == ["B": "AA=="] && written["i"] == ["BS": ["AA==", ""]])
    }

    @Test(
        arguments: [
            "{}", #"{"S":"a","N":"1"}"#, #"{"X":"a"}"#, #"{"S":1}"#, #""a""#, #"{"B":"x"}"#, #"{"BS":["x"]}"#,
            #"{"NULL":false}"#, #"{"BOOL":"true"}"#, #"{"M":[]}"#, #"{"L":{}}"#, #"{"SS":[1]}"#, #"{"NS":"1"}"#, "null",
            #"{"S":null}"#, #"{"L":[{"M":{"a":{"L":[5]}}}]}"#,
        ]
    )
    func `what is no attribute is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONCodec.decode(AttributeValue.self, from: Array(text.utf8)) }
    }

    @Test func `a refusal names the path to what is wrong`() {
        let text = Array(#"{"a":{"L":[{"M":{"b":{"S":"x"},"c":{"N":1}}}]}}"#.utf8)
        let error = #expect(throws: JSONError.self) { try JSONCodec.decode(Item.self, from: text) }
        #expect(error?.path.description == "$.a.L[0].M.c.N")
    }

    private func nested(_ levels: Int) -> AttributeValue {
        (0..<levels).reduce(.string("x")) { value, level in
            level.isMultiple(of: 2) ? .map(["m": value]) : .list([value])
        }
    }

    @Test func `an item as deep as DynamoDB has them goes there and back`() async throws {
        let item: Item = ["id": nested(AttributeValue.deepest)]
        let text = String(decoding: try JSONCodec.encode(["Item": item]), as: UTF8.self)
        let refusal = #"{"__type":"ConditionalCheckFailedException","# + text.dropFirst()
        let transport = ScriptedTransport([.answer(200, [:], text), .answer(400, [:], refusal)])
        let dynamoDB = DynamoDB.scripted(transport)
        #expect(try await dynamoDB.call(GetItem(Get(tableName: "t", key: ["id": .null]))).item == item)
        let write = TransactWriteItems(
            transactItems: [.put(Put(tableName: "t", item: item))],
            clientRequestToken: nil
        )
        let failure = await #expect(throws: CallFailure.self) { try await dynamoDB.call(write) }
        #expect(try failure?.refusal() == .conditionalCheckFailed(item: item))
        let sent = try transport.lastJSON()["TransactItems"]?[0]?["Put"]?["Item"]
        #expect(try sent == JSONValue(parsing: JSONCodec.encode(item), limits: AttributeValue.jsonLimits).inOrder)
    }

    @Test func `an answer that is deeper than any item is an error`() async {
        let text = #"{"Item":{"id":"# + String(repeating: #"{"L":["#, count: 5_000)
        let transport = ScriptedTransport([.answer(200, [:], text)])
        await #expect(throws: CallFailure.self) {
            try await DynamoDB.scripted(transport).call(GetItem(Get(tableName: "t", key: [:])))
        }
    }

    @Test func `an item of very many attributes takes time in proportion`() throws {
        func time(_ count: Int) throws -> Double {
            let map = Dictionary(uniqueKeysWithValues: (0..<count).map { ("key\($0)", AttributeValue.null) })
            let item: Item = Item(map.merging(["m": .map(map)]) { $1 })
            return try processorTime {
                let text = try JSONCodec.encode(item)
                #expect(try JSONCodec.decode(Item.self, from: text) == item)
            }
        }
        let less = try time(1_000)
        let more = try time(20_000)
        // Twenty times the attributes; comparing them in pairs would take 400 times as long.
        #expect(more < less * 100)
    }

    /// The time of this thread alone, which nothing else on the machine adds to.
    private func processorTime(_ work: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        try work()
        return now() - start
    }

    /// The example of DynamoDB's documentation has none; these follow its rules by hand.
    @Test func `an item's size is what DynamoDB counts, and never less`() {
        #expect((["id": .string("é")] as Item).size == 4)
        #expect((["a": .null, "b": .bool(true), "c": .binary([1, 2, 3])] as Item).size == 3 + 1 + 1 + 3)
        #expect((["m": .map(["k": .string("v")])] as Item).size == 1 + 3 + 1 + 1 + 1)
        #expect((["s": .stringSet(["ab", "c"])] as Item).size == 4)
        #expect((["n": .number(String(repeating: "9", count: 38))] as Item).size == 22)
    }
}
