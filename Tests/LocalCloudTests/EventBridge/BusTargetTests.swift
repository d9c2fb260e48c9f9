import AWSClient
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

struct BusTargetTests {
    private static let template = """
        Resources:
          Orders: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
          Third: {Type: AWS::Events::EventBus, Properties: {Name: third}}
          Forward:
            Type: AWS::Events::Rule
            Properties:
              Name: forward
              EventPattern: {source: [shop]}
              Targets: [{Id: bus, Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/orders'}]
          Take:
            Type: AWS::Events::Rule
            Properties:
              Name: take
              EventBusName: orders
              EventPattern: {source: [shop]}
              Targets:
                - {Id: f, Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f'}
                - {Id: bus, Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/third'}
          TakeToo:
            Type: AWS::Events::Rule
            Properties:
              Name: take
              EventBusName: third
              EventPattern: {source: [shop]}
              Targets: [{Id: g, Arn: 'arn:aws:lambda:us-east-1:000000000000:function:g'}]
        """

    @Test func `a bus sends on to another, which sends on to no third`() async throws {
        let station = try Station(Self.template)
        let put = try await station.put(["a": 1])
        #expect(try station.functions.values.map { $0["id"] } == [put["Entries"]?[0]?["EventId"]])
        // What comes to the second at first hand goes on from there.
        try await station.put(["a": 2], on: "orders")
        #expect(station.functions.events.count == 3)
        let names = try await station.call("ListEventBuses", [:])["EventBuses"]?.array?.map { $0["Name"] }
        #expect(names == ["default", "orders", "third"])
        let rule = try await station.call("DescribeRule", ["Name": "take", "EventBusName": "orders"])
        #expect(rule["Arn"] == "arn:aws:events:us-east-1:000000000000:rule/orders/take")
    }

    @Test func `a queue gets the event in its group, and a topic sends it on`() async throws {
        let station = try Station()
        let fifo = try await station.createQueue(
            "q.fifo",
            ["FifoQueue": "true", "ContentBasedDeduplication": "true"]
        )
        let parameters: JSONObject = ["SqsParameters": ["MessageGroupId": "orders"]]
        try await station.rule("queue", #"{"source":["shop"]}"#, to: Station.queue("q.fifo"), parameters)
        let sns = try SNS(station.here.context())
        let topic = try await sns.call(AWSClient.CreateTopic(name: "t")).topicArn
        _ = try await sns.call(
            AWSClient.Subscribe(topicArn: topic, protocol: "lambda", endpoint: Station.function("f"))
        )
        try await station.rule("topic", #"{"source":["shop"]}"#, to: topic)
        try await station.put(["n": 7])
        let message = try #require(try await station.messages(fifo).first)
        #expect(try JSONValue(parsing: Array(message.body.utf8))["detail"] == ["n": 7])
        #expect(message.attributes?["MessageGroupId"] == "orders")
        #expect(station.functions.events.count == 1)
    }

    @Test(arguments: [
        (#"{"Input":"{\"fixed\":true}"}"#, #"{"fixed":true}"#),
        (#"{"InputPath":"$.detail"}"#, #"{"key":"a \"b\"","size":5,"tags":["x","y"],"file":{"n":1}}"#),
        (#"{"InputPath":"$.detail.tags[1]"}"#, #""y""#),
        (#"{"InputPath":"$['detail-type']"}"#, #""Order""#),
        (#"{"InputPath":"$.detail.none"}"#, "null"),
    ])
    func `a target gets what its input makes of the event`(input: String, body: String) async throws {
        let station = try Station()
        let input = try #require(try JSONValue(parsing: Array(input.utf8)).object)
        try await station.rule("rule", #"{"source":["shop"]}"#, to: Station.function("f"), input)
        try await station.put(["key": "a \"b\"", "size": 5, "tags": ["x", "y"], "file": ["n": 1]])
        #expect(station.functions.events == [body])
    }

    @Test(arguments: [
        (["k": "$.detail.key", "s": "$.detail.size"], #"{"key":<k>,"size":<s>}"#, #"{"key":"a \"b\"","size":5}"#),
        (["k": "$.detail.key", "s": "$.detail.size"], #""<k> has <s> bytes""#, #""a \"b\" has 5 bytes""#),
        (
            ["f": "$.detail.file", "t": "$.detail.tags"], #"{"f":<f>,"t":<t>,"text":"<f>"}"#,
            #"{"f":{"n":1},"t":["x","y"],"text":"{n:1}"}"#
        ),
        (["n": "$.detail.none"], #"{"n":<n>,"t":"<n>","u":"<u>"}"#, #"{"n":"","t":"","u":"<u>"}"#),
        (
            [:], #"{"rule":<aws.events.rule-name>,"at":"<aws.events.event.ingestion-time>"}"#,
            #"{"rule":"rule","at":"2027-01-15T08:00:00.000Z"}"#
        ),
        ([:], #""<aws.events.rule-arn>""#, #""arn:aws:events:us-east-1:000000000000:rule/rule""#),
    ])
    func `a template is filled with what the event has`(paths: [String: String], template: String, body: String)
        async throws
    {
        let station = try Station()
        let map = JSONObject(paths.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        let input: JSONObject = [
            "InputTransformer": ["InputPathsMap": .object(map), "InputTemplate": .string(template)]
        ]
        try await station.rule("rule", #"{"source":["shop"]}"#, to: Station.function("f"), input)
        try await station.put(["key": "a \"b\"", "size": 5, "tags": ["x", "y"], "file": ["n": 1]])
        #expect(station.functions.events == [body])
    }

    @Test func `a template can have the whole event in it`() async throws {
        let station = try Station()
        let template = #"{"e":<aws.events.event.json>,"head":<aws.events.event>}"#
        let input: JSONObject = ["InputTransformer": ["InputTemplate": .string(template)]]
        try await station.rule("rule", #"{"source":["shop"]}"#, to: Station.function("f"), input)
        try await station.put(["n": 1])
        let body = try #require(try station.functions.values.first)
        #expect(body["e"]?["detail"] == ["n": 1] && body["head"]?["detail"] == nil)
        #expect(body["e"]?["id"] == body["head"]?["id"] && body["head"]?["source"] == "shop")
    }

    @Test func `what a target can never take goes to the dead-letter queue at once, and says why`() async throws {
        let station = try Station()
        let dead = try await station.createQueue("dead")
        let letters: JSONObject = ["DeadLetterConfig": ["Arn": .string(Station.queue("dead"))]]
        try await station.rule("rule", #"{"source":["shop"]}"#, to: Station.queue("nobody"), letters)
        let put = try await station.put(["n": 1])
        let message = try #require(try await station.messages(dead).first)
        #expect(try JSONValue(parsing: Array(message.body.utf8))["id"] == put["Entries"]?[0]?["EventId"])
        let attributes = message.messageAttributes ?? [:]
        func text(_ name: String) -> String? {
            if case .text(let text)? = attributes[name]?.value { text } else { nil }
        }
        #expect(text("RULE_ARN") == "arn:aws:events:us-east-1:000000000000:rule/rule")
        #expect(text("TARGET_ARN") == Station.queue("nobody") && text("RETRY_ATTEMPTS") == "0")
        #expect(text("ERROR_CODE")?.hasSuffix("NonExistentQueue") == true && text("ERROR_MESSAGE")?.isEmpty == false)
        #expect(attributes["EXHAUSTED_RETRY_CONDITION"] == nil)
        #expect(await station.buses.dropped == 0)
    }

    @Test func `what nobody can take and no queue is there for is counted`() async throws {
        let station = try Station()
        try await station.rule("rule", #"{"source":["shop"]}"#, to: Station.queue("nobody"))
        #expect(try await station.put([:])["FailedEntryCount"] == 0)
        #expect(await station.buses.dropped == 1)
    }

    @Test func `a target that cannot take it just now is tried again`() async throws {
        let station = try Station()
        try await station.rule("rule", #"{"source":["shop"]}"#, to: Station.function("f"))
        station.functions.refuse(2)
        try await station.whileRunning {
            try await station.put(["n": 1])
            #expect(await station.buses.waitingCalls == 1)
            for rest in [2, 4] {
                // The retry sleeps, and so does the keeper of the time.
                await station.clock.waitForSleepers(2)
                station.clock.advance(by: .seconds(rest))
            }
            await station.functions.called.wait(for: 3)
        }
        #expect(station.functions.events.count == 1)
    }

    @Test func `what was tried often enough goes to the dead-letter queue`() async throws {
        let station = try Station()
        let dead = try await station.createQueue("dead")
        let more: JSONObject = [
            "DeadLetterConfig": ["Arn": .string(Station.queue("dead"))], "RetryPolicy": ["MaximumRetryAttempts": 1],
        ]
        try await station.rule("rule", #"{"source":["shop"]}"#, to: Station.function("f"), more)
        station.functions.refuse(2)
        let message = try await station.whileRunning {
            try await station.put(["n": 1])
            await station.clock.waitForSleepers(2)
            station.clock.advance(by: .seconds(2))
            await station.functions.called.wait(for: 2)
            let poll = ReceiveMessage(queueUrl: dead, waitTimeSeconds: 20, messageAttributeNames: ["All"])
            return try await station.sqs.receiveMessage(poll).messages?.first
        }
        let attributes = try #require(message?.messageAttributes)
        guard case .text(let condition)? = attributes["EXHAUSTED_RETRY_CONDITION"]?.value,
            case .text(let retries)? = attributes["RETRY_ATTEMPTS"]?.value
        else { return #expect(Bool(false), "\(attributes)") }
        #expect(condition == "MaximumRetryAttempts" && retries == "1" && station.functions.events.isEmpty)
    }

    @Test func `what was to be tried again is, after a restart`() async throws {
        let journal = MemoryJournal()
        let before = try Station(journal: journal)
        try await before.rule("rule", #"{"source":["shop"]}"#, to: Station.function("f"))
        before.functions.refuse(1)
        try await before.put(["n": 1])
        #expect(before.functions.events.isEmpty)
        let after = try Station(journal: journal)
        await after.whileRunning {
            await after.clock.waitForSleepers(2)
            after.clock.advance(by: .seconds(2))
            await after.functions.called.wait(for: 1)
        }
        #expect(after.functions.events.count == 1)
    }

    @Test func `a bus takes what functions and buckets tell it`() async throws {
        let station = try Station()
        try await station.rule("rule", #"{"source":["lambda","aws.s3"]}"#, to: Station.function("f"))
        let bus = try #require(ARN("arn:aws:events:us-east-1:000000000000:event-bus/default"))
        let body =
            #"{"Source":"aws.s3","DetailType":"Object Created","Resources":["r"],"Detail":"{\"n\":1}","Time":1.5}"#
        try await station.here.ground.deliveries.send(Delivery(to: bus, from: .bucket("b"), body: body))
        let event = try #require(try station.functions.values.first)
        #expect(event["source"] == "aws.s3" && event["time"] == "1970-01-01T00:00:01Z" && event["detail"] == ["n": 1])
        let none = try #require(ARN("arn:aws:events:us-east-1:000000000000:event-bus/none"))
        await #expect(throws: ServiceFault.self) {
            try await station.here.ground.deliveries.send(Delivery(to: none, from: .bucket("b"), body: body))
        }
    }

    @Test func `a new object of a bucket comes to the function of a rule`() async throws {
        let functions = BusyFunctions()
        let here = try Neighbourhood { ground in
            let (buckets, buses) = (try Buckets(ground, bytes: .memory), try Buses(ground))
            ground.deliveries.enter(functions, for: "lambda")
            ground.deliveries.enter(buses, for: "events")
            return [buckets, buses]
        }
        let s3 = try S3(here.context())
        try await s3.createBucket(.named())
        let tell = "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>"
        let told = try await here.raw("s3", method: "PUT", target: "/documents?notification", body: Array(tell.utf8))
        #expect(told.status == 200)
        let pattern = #"{"source":["aws.s3"],"detail":{"object":{"key":[{"prefix":"in/"}]}}}"#
        _ = try await here.json("events", "AWSEvents.PutRule", ["Name": "r", "EventPattern": .string(pattern)])
        let target: JSONValue = ["Id": "f", "Arn": .string(Station.function("f"))]
        _ = try await here.json("events", "AWSEvents.PutTargets", ["Rule": "r", "Targets": [target]])
        try await s3.put("hello", to: "out/a")
        try await s3.put("hello", to: "in/a b")
        let event = try #require(try functions.values.first)
        #expect(functions.events.count == 1 && event["detail-type"] == "Object Created")
        #expect(event["detail"]?["object"]?["key"] == "in/a b" && event["time"] == "2027-01-15T08:00:00Z")
    }
}
