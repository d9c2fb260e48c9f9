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

    @Test(arguments: [
        (#"{"a":[{"wildcard":"dir/*.png"}]}"#, #"{"a":"dir/x/y.png"}"#, true),
        (#"{"a":[{"wildcard":"dir/*.png"}]}"#, #"{"a":"dir/.png"}"#, true),
        (#"{"a":[{"wildcard":"dir/*.png"}]}"#, #"{"a":"dir/png"}"#, false),
        (#"{"a":[{"wildcard":"*a*b*"}]}"#, #"{"a":"xxbxaxb"}"#, true),
        (#"{"a":[{"wildcard":"*a*b*"}]}"#, #"{"a":"xxbxa"}"#, false),
        (#"{"a":[{"wildcard":"ab*ba"}]}"#, #"{"a":"aba"}"#, false),
        (#"{"a":[{"wildcard":"1\\*2"}]}"#, #"{"a":"1*2"}"#, true),
        (#"{"a":[{"wildcard":"1\\*2"}]}"#, #"{"a":"1x2"}"#, false),
        (#"{"a":[{"wildcard":"plain"}]}"#, #"{"a":"plain"}"#, true),
        (#"{"ip":[{"cidr":"10.0.0.0/24"}]}"#, #"{"ip":"10.0.0.255"}"#, true),
        (#"{"ip":[{"cidr":"10.0.0.0/24"}]}"#, #"{"ip":"10.0.1.0"}"#, false),
        (#"{"ip":[{"cidr":"10.0.0.128/25"}]}"#, #"{"ip":"10.0.0.127"}"#, false),
        (#"{"ip":[{"cidr":"0.0.0.0/0"}]}"#, #"{"ip":"200.1.1.1"}"#, true),
        (#"{"ip":[{"cidr":"0.0.0.0/0"}]}"#, #"{"ip":"2001:db8::1"}"#, false),
        (#"{"ip":[{"cidr":"2001:db8::/32"}]}"#, #"{"ip":"2001:0DB8:0:0:0:0:0:1"}"#, true),
        (#"{"ip":[{"cidr":"2001:db8::/32"}]}"#, #"{"ip":"2001:db9::"}"#, false),
        (#"{"ip":[{"cidr":"::ffff:10.0.0.0/112"}]}"#, #"{"ip":"::ffff:10.0.3.4"}"#, true),
        (#"{"a":[{"prefix":{"equals-ignore-case":"EventB"}}]}"#, #"{"a":"eventbridge"}"#, true),
        (#"{"a":[{"suffix":{"equals-ignore-case":".png"}}]}"#, #"{"a":"x.PNG"}"#, true),
        (#"{"a":[{"suffix":{"equals-ignore-case":".png"}}]}"#, #"{"a":"x.gif"}"#, false),
        (#"{"a":[{"anything-but":{"suffix":[".txt",".rtf"]}}]}"#, #"{"a":"x.rtf"}"#, false),
        (#"{"a":[{"anything-but":{"suffix":[".txt",".rtf"]}}]}"#, #"{"a":"x.png"}"#, true),
        (#"{"a":[{"anything-but":{"wildcard":["*/lib/*"]}}]}"#, #"{"a":"x/lib/y"}"#, false),
        (#"{"a":[{"anything-but":{"equals-ignore-case":["one","two"]}}]}"#, #"{"a":"ONE"}"#, false),
        (#"{"a":[{"anything-but":[1,2]}]}"#, #"{"a":3}"#, true),
        (#"{"a":[{"anything-but":[1,2]}]}"#, #"{"a":2.0}"#, false),
        (#"{"a":[{"exists":true}]}"#, #"{"a":{"b":1}}"#, false),
        (#"{"a":[{"exists":false}]}"#, #"{"a":{"b":1}}"#, true),
        (#"{"a":[{"exists":false}]}"#, #"{"a":[]}"#, true),
        (#"{"a":{"b":[{"exists":false}]}}"#, #"{}"#, true),
        (#"{"a":["x"],"$or":[{"b":[1]},{"c":[{"numeric":["<",3]}]}]}"#, #"{"a":"x","c":2}"#, true),
        (#"{"a":["x"],"$or":[{"b":[1]},{"c":[{"numeric":["<",3]}]}]}"#, #"{"a":"y","c":2}"#, false),
        (#"{"a":[3.018e2]}"#, #"{"a":301.8}"#, true),
        (#"{"state":[{"anything-but":"initializing"},"x"]}"#, #"{"state":"initializing"}"#, false),
    ])
    func `the forms of EventBridge's own documentation are understood`(pattern: String, value: String, matches: Bool)
        throws
    {
        #expect(try EventPattern(text: pattern).matches(try JSONValue(parsing: Array(value.utf8))) == matches)
    }

    @Test(arguments: [
        "[]", "{}", "1", #"{"a":"x"}"#, #"{"a":[]}"#, #"{"a":{}}"#, #"{"a":[["x"]]}"#, #"{"a":[{}]}"#,
        #"{"a":[{"prefix":"x","suffix":"y"}]}"#, #"{"a":[{"prefix":1}]}"#, #"{"a":[{"other":"x"}]}"#,
        #"{"a":[{"wildcard":"x**"}]}"#, #"{"a":[{"wildcard":"\\x"}]}"#, #"{"a":[{"cidr":"10.0.0.0"}]}"#,
        #"{"a":[{"cidr":"10.0.0.0/33"}]}"#, #"{"a":[{"cidr":"10.0.0/8"}]}"#, #"{"a":[{"cidr":"1::2::3/8"}]}"#,
        #"{"a":[{"numeric":["<"]}]}"#, #"{"a":[{"numeric":["<",1,">",0]}]}"#, #"{"a":[{"numeric":[">",5,"<",1]}]}"#,
        #"{"a":[{"anything-but":[]}]}"#, #"{"a":[{"anything-but":[true]}]}"#, #"{"a":[{"exists":"yes"}]}"#,
        #"{"a":[{"anything-but":{"prefix":"x","suffix":"y"}}]}"#, #"{"a":"#,
    ])
    func `what is no pattern is refused`(pattern: String) {
        #expect(throws: PatternFault.self) { try EventPattern(text: pattern) }
    }
}
