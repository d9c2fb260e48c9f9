import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// Which messages a policy lets through, as SNS's documentation has it.
struct FilterPolicyTests {
    private static let attributes: [String: MessageAttributeValue] = [
        "store": .string("Example_Corp"), "price": .number("100"), "interests": .stringArray(["rugby", "soccer"]),
        "mixed": MessageAttributeValue(dataType: "String.Array", .text("[\"a\", 7, true, null]")),
        "bytes": .binary([1]), "text": .string("100"),
    ]

    @Test(arguments: [
        (#"{"store":["Example_Corp"]}"#, true), (#"{"store":["other","Example_Corp"]}"#, true),
        (#"{"store":["example_corp"]}"#, false), (#"{"none":["x"]}"#, false),
        (#"{"store":[{"prefix":"Exam"}]}"#, true), (#"{"store":[{"prefix":"exam"}]}"#, false),
        (#"{"store":[{"suffix":"Corp"}]}"#, true), (#"{"store":[{"suffix":"x"}]}"#, false),
        (#"{"store":[{"equals-ignore-case":"EXAMPLE_corp"}]}"#, true),
        (#"{"store":[{"anything-but":"other"}]}"#, true),
        (#"{"store":[{"anything-but":["Example_Corp","b"]}]}"#, false),
        (#"{"none":[{"anything-but":"other"}]}"#, false), (#"{"store":[{"anything-but":{"prefix":"Ex"}}]}"#, false),
        (#"{"store":[{"anything-but":{"prefix":["o","p"]}}]}"#, true),
        (#"{"price":[100]}"#, true), (#"{"price":[100.0]}"#, true), (#"{"price":["100"]}"#, false),
        (#"{"text":[100]}"#, false), (#"{"text":["100"]}"#, true), (#"{"price":[{"anything-but":[100,200]}]}"#, false),
        (#"{"price":[{"numeric":["=",100]}]}"#, true), (#"{"price":[{"numeric":[">",100]}]}"#, false),
        (#"{"price":[{"numeric":[">=",100,"<",101]}]}"#, true), (#"{"price":[{"numeric":[">",0,"<=",99.99]}]}"#, false),
        (#"{"text":[{"numeric":["=",100]}]}"#, false),
        (#"{"store":[{"exists":true}]}"#, true), (#"{"bytes":[{"exists":true}]}"#, true),
        (#"{"store":[{"exists":false}]}"#, false), (#"{"none":[{"exists":false}]}"#, true),
        (#"{"interests":["soccer","golf"]}"#, true), (#"{"interests":["golf"]}"#, false),
        (#"{"interests":[{"anything-but":["rugby"]}]}"#, true),
        (#"{"interests":[{"anything-but":["rugby","soccer"]}]}"#, false), (#"{"interests":[{"prefix":"soc"}]}"#, true),
        (#"{"mixed":[7]}"#, true), (#"{"mixed":[true]}"#, true), (#"{"mixed":[null]}"#, true),
        (#"{"mixed":[8]}"#, false),
        (#"{"bytes":["AQ=="]}"#, false), (#"{"store":["Example_Corp"],"price":[1]}"#, false),
        (#"{"$or":[{"price":[1]},{"store":["Example_Corp"]}]}"#, true),
        (#"{"text":["100"],"$or":[{"price":[1]},{"store":["x"]}]}"#, false), ("{}", true),
    ])
    func `attributes are matched`(_ policy: String, _ passes: Bool) async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        try await square.subscribe("readers", to: topic, ["FilterPolicy": policy])
        try await square.publish(TopicMessage(message: "m", messageAttributes: Self.attributes), to: topic)
        #expect(try await square.messages(url).isEmpty != passes)
    }

    @Test(arguments: [
        (#"{"a":{"b":["x"]}}"#, true), (#"{"a":{"b":["y"]}}"#, false), (#"{"a":{"n":[{"numeric":["<",3]}]}}"#, true),
        (#"{"list":["two"]}"#, true), (#"{"objects":{"k":[2]}}"#, true), (#"{"objects":{"k":[3]}}"#, false),
        (#"{"a":[{"exists":true}]}"#, false), (#"{"flag":[true]}"#, true), (#"{"nothing":[null]}"#, true),
        (#"{"a":{"none":[{"exists":false}]}}"#, true), (#"{"a":{"$or":[{"b":["z"]},{"n":[2]}]}}"#, true),
    ])
    func `a body is matched`(_ policy: String, _ passes: Bool) async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        let scope = ["FilterPolicy": policy, "FilterPolicyScope": "MessageBody"]
        try await square.subscribe("readers", to: topic, scope)
        let body = #"{"a":{"b":"x","n":2},"list":["one","two"],"objects":[{"k":1},{"k":2}],"flag":true,"nothing":null}"#
        try await square.publish(TopicMessage(message: body), to: topic)
        #expect(try await square.messages(url).isEmpty != passes)
        try await square.publish(TopicMessage(message: "no JSON"), to: topic)
        #expect(try await square.messages(url).isEmpty)
    }

    @Test(arguments: [
        "[]", "x", #"{"a":"b"}"#, #"{"a":[]}"#, #"{"a":{"b":["c"]}}"#, #"{"a":[{"colour":"red"}]}"#,
        #"{"a":[{"numeric":[">"]}]}"#, #"{"a":[{"numeric":["<",1,">",0]}]}"#, #"{"a":[{"exists":1}]}"#,
        #"{"a":[{"prefix":1}]}"#, #"{"a":[["b"]]}"#, #"{"a":[{"prefix":"a","suffix":"b"}]}"#,
        #"{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}"#, #"{"a":[{"anything-but":[]}]}"#,
        #"{"a":[1,2,3,4,5,6],"b":[1,2,3,4,5,6],"c":[1,2,3,4,5]}"#, #"{"a":[{"numeric":["=",1e10]}]}"#,
    ])
    func `a policy that is none is refused`(_ policy: String) async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let refused = try await square.refusal([
            "Action": "Subscribe", "TopicArn": topic, "Protocol": "sqs", "Endpoint": Yard.arn("q"),
            "Attributes.entry.1.key": "FilterPolicy", "Attributes.entry.1.value": policy,
        ])
        #expect(refused.code == "InvalidParameter" && refused.message?.contains("FilterPolicy") == true)
    }

    @Test func `an operator that is not emulated says so`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let refused = try await square.refusal([
            "Action": "Subscribe", "TopicArn": topic, "Protocol": "sqs", "Endpoint": Yard.arn("q"),
            "Attributes.entry.1.key": "FilterPolicy", "Attributes.entry.1.value": #"{"a":[{"cidr":"10.0.0.0/8"}]}"#,
        ])
        #expect(refused.code == "NotImplemented")
    }

    @Test func `policies and messages of any shape are taken or refused, and nothing traps`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let random = SeededRandom(seed: 12)
        var generator = random.generator
        let words = [
            "{", "}", "[", "]", ":", ",", "\"a\"", "\"$or\"", "\"prefix\"", "\"anything-but\"", "\"numeric\"",
            "\"exists\"", "true", "null", "1", "-1e999", "\">=\"", "\"x\"", "{\"a\":[", "]}", "1e9", "\"\\ud800\"",
        ]
        for number in 0..<1_500 {
            let text = (0..<Int.random(in: 0..<14, using: &generator))
                .compactMap { _ in words.randomElement(using: &generator) }.joined()
            let scope = number.isMultiple(of: 2) ? "MessageBody" : "MessageAttributes"
            let answer = try await square.form([
                "Action": "Subscribe", "TopicArn": topic, "Protocol": "sqs", "Endpoint": Yard.arn("q\(number)"),
                "Attributes.entry.1.key": "FilterPolicy", "Attributes.entry.1.value": text,
                "Attributes.entry.2.key": "FilterPolicyScope", "Attributes.entry.2.value": scope,
            ])
            #expect([200, 400, 501].contains(answer.status), "\(text)")
        }
        try await square.publish(TopicMessage(message: #"{"a":[1,{"a":"x"}]}"#), to: topic)
    }
}
