import JSON
import Testing

@Test func `numbers are equal if they are the same number`() throws {
    let one = try #require(JSONNumber(1.0))
    let large = try #require(JSONNumber(0x1p63))
    #expect(one == 1 && one.hashValue == JSONNumber(1).hashValue)
    #expect(large == JSONNumber(UInt64(1) << 63) && large.hashValue == JSONNumber(UInt64(1) << 63).hashValue)
    #expect(JSONNumber(-0.0) == 0)
    #expect(JSONNumber(Int64.max) != large)
    #expect(try #require(JSONNumber(1.5)) != 1)
}

@Test func `a number gives the integers that it is`() throws {
    #expect(JSONNumber(1e2)?.int == 100)
    #expect(JSONNumber(1.5)?.int == nil)
    #expect(JSONNumber(300).integer(as: UInt8.self) == nil)
    #expect(JSONNumber(0x1p64)?.integer(as: UInt64.self) == nil)
    #expect(JSONNumber(-0x1p63)?.integer(as: Int64.self) == .min)
    #expect(JSONNumber(UInt64.max).double == 0x1p64)
}

@Test(arguments: [Double.nan, .infinity, -.infinity])
func `there is no number that is not finite`(value: Double) {
    #expect(JSONNumber(value) == nil)
    #expect(JSONValue.double(value) == nil)
}

@Test func `an object keeps order, and one value for a key`() {
    var object: JSONObject = ["b": 1, "a": 2, "b": 3]
    #expect(object.keys == ["b", "a"] && object["b"] == 3 && object["x"] == nil)
    object["c"] = 4
    object["b"] = nil
    object["missing"] = nil
    #expect(object.members.map(\.key) == ["a", "c"] && object.count == 2 && !object.isEmpty)
    #expect(JSONValue.object(object) != ["c": 4, "a": 2])
}

@Test func `a tree is looked into by key and index`() {
    let tree: JSONValue = ["a": [1, 2.5, "x", true, nil], "b": ["c": "\(7)"]]
    #expect(tree["a"]?[0]?.int == 1 && tree["a"]?[1]?.double == 2.5 && tree["a"]?[2]?.string == "x")
    #expect(tree["a"]?[3]?.bool == true && tree["a"]?[4]?.isNull == true && tree["a"]?[5] == nil)
    #expect(tree["b"]?["c"] == "7" && tree["b"]?[0] == nil && tree["a"]?["c"] == nil)
    #expect(tree["a"]?.array?.count == 5 && tree["b"]?.object?.count == 1 && tree.number == nil)
    #expect(tree.kind == .object && JSONValue.integer(3) == 3)
}
