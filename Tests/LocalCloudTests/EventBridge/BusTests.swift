import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

struct BusTests {
    private let station: Station

    init() throws {
        station = try Station()
    }

    @Test func `an event goes to the targets of the rules that it matches`() async throws {
        try await station.rule("large", #"{"detail":{"size":[{"numeric":[">",10]}]}}"#, to: Station.function("f"))
        let first = try await station.put(["size": 11])
        try await station.put(["size": 10])
        #expect(first["FailedEntryCount"] == 0)
        let event = try #require(try station.functions.values.first)
        #expect(station.functions.events.count == 1)
        #expect(event["id"] == first["Entries"]?[0]?["EventId"])
        #expect(event["version"] == "0" && event["source"] == "shop" && event["detail-type"] == "Order")
        #expect(event["account"] == "000000000000" && event["region"] == "us-east-1")
        #expect(event["time"] == "2027-01-15T08:00:00Z" && event["resources"] == ["arn:aws:s3:::documents"])
        #expect(event["detail"] == ["size": 11])
    }

    @Test(arguments: [
        (#"{"Detail":"{}","DetailType":"t"}"#, "InvalidArgument"),
        (#"{"Source":"s","Detail":"{}"}"#, "InvalidArgument"),
        (#"{"Source":"s","DetailType":"t"}"#, "InvalidArgument"),
        (#"{"Source":"","DetailType":"t","Detail":"{}"}"#, "InvalidArgument"),
        (#"{"Source":"s","DetailType":"t","Detail":"no"}"#, "MalformedDetail"),
        (#"{"Source":"s","DetailType":"t","Detail":"[1]"}"#, "MalformedDetail"),
        (#"{"Source":"aws.s3","DetailType":"t","Detail":"{}"}"#, "NotAuthorizedForSourceException"),
        (#"{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"none"}"#, "InvalidArgument"),
    ])
    func `an entry that cannot be taken holds up none of the others`(entry: String, code: String) async throws {
        try await station.rule("all", #"{"source":[{"exists":true}]}"#, to: Station.function("f"))
        let good: JSONValue = ["Source": "s", "DetailType": "t", "Detail": "{}"]
        let bad = try JSONValue(parsing: Array(entry.utf8))
        let answer = try await station.call("PutEvents", ["Entries": [bad, good]])
        #expect(answer["FailedEntryCount"] == 1)
        #expect(answer["Entries"]?[0]?["ErrorCode"]?.string == code && answer["Entries"]?[0]?["EventId"] == nil)
        #expect(answer["Entries"]?[1]?["EventId"]?.string != nil)
        #expect(station.functions.events.count == 1)
    }

    @Test func `a request has its limits`() async throws {
        let small: JSONValue = ["Source": "s", "DetailType": "t", "Detail": "{}"]
        let many = JSONValue.array(Array(repeating: small, count: 11))
        #expect(try await station.refusal("PutEvents", ["Entries": many]).code == "ValidationException")
        #expect(try await station.refusal("PutEvents", ["Entries": []]).code == "ValidationException")
        let detail = #"{"a":"\#(String(repeating: "x", count: 262_144 - 10))"}"#
        func entries(_ source: String) -> JSONValue {
            ["Entries": [["Source": .string(source), "DetailType": "t", "Detail": .string(detail)]]]
        }
        #expect(try await station.call("PutEvents", entries("s"))["FailedEntryCount"] == 0)
        let refusal = try await station.refusal("PutEvents", entries("ss"))
        #expect(refusal.message == "Total size of the entries in the request is over the limit.")
    }

    @Test func `rules are shown as they were put, page by page`() async throws {
        for name in ["c", "a", "b"] { try await station.rule(name, #"{"source":["s"]}"#, to: Station.function(name)) }
        _ = try await station.call("DisableRule", ["Name": "a"])
        let first = try await station.call("ListRules", ["Limit": 2])
        #expect(first["Rules"]?.array?.map { $0["Name"] } == ["a", "b"])
        let token = try #require(first["NextToken"])
        let second = try await station.call("ListRules", ["NextToken": token])
        #expect(second["Rules"]?.array?.map { $0["Name"] } == ["c"] && second["NextToken"] == nil)
        let shown = try await station.call("DescribeRule", ["Name": "a"])
        #expect(shown["State"] == "DISABLED" && shown["EventPattern"] == #"{"source":["s"]}"#)
        #expect(shown["Arn"] == "arn:aws:events:us-east-1:000000000000:rule/a" && shown["EventBusName"] == "default")
        let targets = try await station.call("ListTargetsByRule", ["Rule": "a"])
        #expect(targets["Targets"] == [["Id": "target", "Arn": .string(Station.function("a"))]])
    }

    @Test func `a rule that is off is told nothing, and goes only without targets`() async throws {
        try await station.rule("rule", #"{"source":["shop"]}"#, to: Station.function("f"))
        _ = try await station.call("DisableRule", ["Name": "rule"])
        try await station.put([:])
        #expect(station.functions.events.isEmpty)
        _ = try await station.call("EnableRule", ["Name": "rule"])
        try await station.put([:])
        #expect(station.functions.events.count == 1)
        #expect(try await station.refusal("DeleteRule", ["Name": "rule"]).code == "ValidationException")
        let removed = try await station.call("RemoveTargets", ["Rule": "rule", "Ids": ["target", "other"]])
        #expect(removed["FailedEntryCount"] == 1 && removed["FailedEntries"]?[0]?["TargetId"] == "other")
        _ = try await station.call("DeleteRule", ["Name": "rule"])
        #expect(try await station.refusal("DescribeRule", ["Name": "rule"]).code == "ResourceNotFoundException")
    }

    @Test(arguments: [
        ("PutRule", #"{"Name":"r"}"#, "ValidationException"),
        ("PutRule", #"{"Name":"r","EventPattern":"{"}"#, "InvalidEventPatternException"),
        ("PutRule", #"{"Name":"r","EventPattern":"{\"a\":\"b\"}"}"#, "InvalidEventPatternException"),
        ("PutRule", #"{"Name":"r","ScheduleExpression":"rate(1 minutes)"}"#, "ValidationException"),
        ("PutRule", #"{"Name":"a b","ScheduleExpression":"rate(1 minute)"}"#, "ValidationException"),
        (
            "PutRule", #"{"Name":"r","ScheduleExpression":"rate(1 minute)","EventBusName":"none"}"#,
            "ResourceNotFoundException"
        ),
        (
            "PutRule", #"{"Name":"r","ScheduleExpression":"rate(1 minute)","Tags":[{"Key":"a","Value":"b"}]}"#,
            "NotImplemented"
        ),
        ("PutTargets", #"{"Rule":"none","Targets":[]}"#, "ResourceNotFoundException"),
        ("EnableRule", #"{"Name":"none"}"#, "ResourceNotFoundException"),
        ("CreateEventBus", #"{"Name":"b"}"#, "NotImplemented"),
        ("PutEvents", #"{"Entries":[],"EndpointId":"x"}"#, "NotImplemented"),
        ("ListRules", #"{"Limit":0}"#, "ValidationException"),
    ])
    func `what cannot be done is refused in AWS's words`(operation: String, body: String, code: String) async throws {
        let body = try JSONValue(parsing: Array(body.utf8))
        #expect(try await station.refusal(operation, body).code == code)
    }

    @Test(arguments: [
        (#"{"Id":"t","Arn":"nothing"}"#, "ValidationException"),
        (#"{"Id":"t","Arn":"arn:aws:states:us-east-1:000000000000:stateMachine:m"}"#, "NotImplemented"),
        (
            #"{"Id":"t","Arn":"arn:aws:sqs:us-east-1:000000000000:q","Input":"{}","InputPath":"$"}"#,
            "ValidationException"
        ),
        (#"{"Id":"t","Arn":"arn:aws:sqs:us-east-1:000000000000:q","InputPath":"$..a"}"#, "NotImplemented"),
        (#"{"Id":"t","Arn":"arn:aws:sqs:us-east-1:000000000000:q","InputPath":"a"}"#, "ValidationException"),
        (
            #"{"Id":"t","Arn":"arn:aws:sqs:us-east-1:000000000000:q","RetryPolicy":{"MaximumRetryAttempts":186}}"#,
            "ValidationException"
        ),
        (
            #"{"Id":"t","Arn":"arn:aws:sqs:us-east-1:000000000000:q","DeadLetterConfig":{"Arn":"arn:aws:sns:a:b:c"}}"#,
            "ValidationException"
        ),
        (#"{"Id":"t","Arn":"arn:aws:events:us-east-1:000000000000:event-bus/b","Input":"{}"}"#, "NotImplemented"),
    ])
    func `a target that cannot be told is refused when it is put`(target: String, code: String) async throws {
        _ = try await station.call("PutRule", ["Name": "r", "EventPattern": #"{"a":["b"]}"#])
        let target = try JSONValue(parsing: Array(target.utf8))
        #expect(try await station.refusal("PutTargets", ["Rule": "r", "Targets": [target]]).code == code)
        #expect(try await station.call("ListTargetsByRule", ["Rule": "r"])["Targets"] == [])
    }

    @Test func `a pattern can be tried on an event`() async throws {
        let event = """
            {"id":"1","account":"0","source":"s","time":"2027-01-01T00:00:00Z","region":"r","resources":[],\
            "detail-type":"t","detail":{"ip":"10.0.0.7"}}
            """
        for (block, result) in [("10.0.0.0/24", true), ("10.0.1.0/24", false)] {
            let pattern = #"{"detail":{"ip":[{"cidr":"\#(block)"}]}}"#
            let body: JSONValue = ["EventPattern": .string(pattern), "Event": .string(event)]
            #expect(try await station.call("TestEventPattern", body)["Result"] == .bool(result))
        }
        let body: JSONValue = ["EventPattern": #"{"a":["b"]}"#, "Event": "{}"]
        #expect(try await station.refusal("TestEventPattern", body).code == "ValidationException")
    }

    @Test func `what a caller may not do is refused`() async throws {
        let station = try Station(permissions: NothingAllowed())
        let entries: JSONValue = ["Entries": [["Source": "s", "DetailType": "t", "Detail": "{}"]]]
        let refusal = try await station.refusal("PutEvents", entries)
        #expect(refusal.code == "AccessDenied")
        #expect(refusal.message?.contains("events:PutEvents on resource: arn:aws:events") == true)
    }

    @Test func `rules that were put outlive the process, and those that are gone do not`() async throws {
        let journal = MemoryJournal()
        let before = try Station(journal: journal)
        try await before.rule("kept", #"{"source":["shop"]}"#, to: Station.function("f"))
        _ = try await before.call("PutRule", ["Name": "gone", "ScheduleExpression": "rate(1 minute)"])
        _ = try await before.call("DeleteRule", ["Name": "gone"])
        let after = try Station(journal: journal)
        #expect(try await after.call("ListRules", [:])["Rules"]?.array?.map { $0["Name"] } == ["kept"])
        try await after.put([:])
        #expect(after.functions.events.count == 1)
    }
}
