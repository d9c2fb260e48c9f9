import JSON
import Testing

@testable import LocalCloud

struct EventPatternTests {
    @Test(arguments: [
        (#"{"a":["x"]}"#, #"{"a":"x"}"#, true), (#"{"a":["x"]}"#, #"{"a":"y"}"#, false),
        (#"{"a":["x"]}"#, #"{}"#, false), (#"{"a":["x","y"]}"#, #"{"a":"y"}"#, true),
        (#"{"a":[1]}"#, #"{"a":1.0}"#, true), (#"{"a":["1"]}"#, #"{"a":1}"#, false),
        (#"{"a":[null]}"#, #"{"a":null}"#, true), (#"{"a":[null]}"#, #"{}"#, false),
        (#"{"a":[""]}"#, #"{"a":""}"#, true),
        (#"{"a":["x"],"b":["y"]}"#, #"{"a":"x","b":"y"}"#, true),
        (#"{"a":["x"],"b":["y"]}"#, #"{"a":"x","b":"z"}"#, false),
        (#"{"a":{"b":["x"]}}"#, #"{"a":{"b":"x"}}"#, true), (#"{"a":{"b":["x"]}}"#, #"{"a":"x"}"#, false),
        (#"{"a":["x"]}"#, #"{"a":["w","x"]}"#, true),
        (#"{"a":[{"prefix":"ab"}]}"#, #"{"a":"abc"}"#, true), (#"{"a":[{"prefix":"b"}]}"#, #"{"a":"abc"}"#, false),
        (#"{"a":[{"suffix":"bc"}]}"#, #"{"a":"abc"}"#, true),
        (#"{"a":[{"equals-ignore-case":"ABC"}]}"#, #"{"a":"abc"}"#, true),
        (#"{"a":[{"exists":true}]}"#, #"{"a":0}"#, true), (#"{"a":[{"exists":true}]}"#, #"{"b":0}"#, false),
        (#"{"a":[{"exists":false}]}"#, #"{"b":0}"#, true), (#"{"a":[{"exists":false}]}"#, #"{"a":0}"#, false),
        (#"{"a":[{"anything-but":["x","y"]}]}"#, #"{"a":"z"}"#, true),
        (#"{"a":[{"anything-but":["x","y"]}]}"#, #"{"a":"y"}"#, false),
        (#"{"a":[{"anything-but":{"prefix":"x"}}]}"#, #"{"a":"xy"}"#, false),
        (#"{"a":[{"anything-but":"x"}]}"#, #"{}"#, false),
        (#"{"a":[{"numeric":[">",1,"<=",5]}]}"#, #"{"a":5}"#, true),
        (#"{"a":[{"numeric":[">",1,"<=",5]}]}"#, #"{"a":1}"#, false),
        (#"{"a":[{"numeric":["=",3]}]}"#, #"{"a":"3"}"#, false),
        (#"{"$or":[{"a":["x"]},{"b":["y"]}]}"#, #"{"b":"y"}"#, true),
        (#"{"$or":[{"a":["x"]},{"b":["y"]}]}"#, #"{"a":"y"}"#, false),
    ])
    func `a pattern matches what it says`(pattern: String, value: String, matches: Bool) throws {
        let pattern = try EventPattern(JSONValue(parsing: Array(pattern.utf8)))
        #expect(pattern.matches(try JSONValue(parsing: Array(value.utf8))) == matches)
    }

    @Test(arguments: [#"{"a":[{"wildcard":"*x"}]}"#, #"{"a":[{"cidr":"10.0.0.0/8"}]}"#])
    func `what is not emulated is said, and not passed over`(pattern: String) {
        let fault = #expect(throws: ServiceFault.self) {
            try EventPattern(JSONValue(parsing: Array(pattern.utf8)))
        }
        #expect(fault?.code == "NotImplemented")
    }
}
