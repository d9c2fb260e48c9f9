import JSON
import Testing

@testable import local_runner

/// What can be replayed, and what it is taken for.
struct ReplayInputTests {
    @Test(arguments: [
        (
            #"{"Records":[{"eventSource":"aws:s3","s3":{"bucket":{"name":"files"},"object":{"key":"a"}}}]}"#,
            ReplayEvent.Origin.bucket(name: "files")
        ),
        (
            #"{"Records":[{"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:r:1:q","body":"b"}]}"#,
            .queue(arn: "arn:aws:sqs:r:1:q")
        ),
        (
            #"{"Records":[{"EventSource":"aws:sns","Sns":{"TopicArn":"arn:aws:sns:r:1:t","Message":"m"}}]}"#,
            .topic(arn: "arn:aws:sns:r:1:t")
        ),
        (
            #"{"version":"0","source":"aws.s3","detail-type":"Object Created","detail":{}}"#,
            .bus(source: "aws.s3", detailType: "Object Created")
        ),
        (
            #"{"source":"aws.events","detail-type":"Scheduled Event","resources":["arn:aws:events:r:1:rule/sweep"]}"#,
            .rule(arn: "arn:aws:events:r:1:rule/sweep")
        ),
        (#"{"version":"2.0","routeKey":"POST /documents","rawPath":"/documents"}"#, .route(key: "POST /documents")),
        (
            #"{"version":"2.0","routeKey":"$default","rawPath":"/a","requestContext":{"http":{"method":"GET"}}}"#,
            .route(key: "GET /a")
        ),
        (#"{"Type":"Notification","MessageId":"1","TopicArn":"arn:aws:sns:r:1:t","Message":"m"}"#, .message),
        (#"{"MessageId":"1","Body":"b"}"#, .message),
        (
            #"{"MessageId":"1","Body":"b","Attributes":{"DeadLetterQueueSourceArn":"arn:aws:sqs:r:1:q"}}"#,
            .queue(arn: "arn:aws:sqs:r:1:q")
        ),
        (#"{"document":"1"}"#, .message),
    ])
    func `the marks of an event tell what it came from`(_ text: String, _ origin: ReplayEvent.Origin) throws {
        #expect(try ReplayInput(Array(text.utf8)).events.map(\.origin) == [origin])
    }

    @Test func `a message that was received becomes an event of its queue, as if for the first time`() throws {
        let dump = """
            {"Messages":[{"MessageId":"1","Body":"{}","ReceiptHandle":"r",
              "Attributes":{"ApproximateReceiveCount":"7","MessageGroupId":"g",
                "DeadLetterQueueSourceArn":"arn:aws:sqs:eu-west-1:1:q"},
              "MessageAttributes":{"k":{"StringValue":"v","DataType":"String"}}},
             {"MessageId":"2","Body":"x"}]}
            """
        let events = try ReplayInput(Array(dump.utf8)).events
        #expect(events.map(\.origin) == [.queue(arn: "arn:aws:sqs:eu-west-1:1:q"), .message])
        let record = events[0].event["Records"]?[0]
        #expect(record?["attributes"] == ["ApproximateReceiveCount": "1", "MessageGroupId": "g"])
        #expect(record?["messageAttributes"] == ["k": ["stringValue": "v", "dataType": "String"]])
        #expect(record?["awsRegion"] == "eu-west-1")
    }

    @Test func `lines of JSON are as many events, each with its line`() throws {
        let text = "{\"a\":1}\n\n{\"b\":2}\r\n{\"c\":3}"
        #expect(try ReplayInput(Array(text.utf8)).events.map(\.line) == [1, 3, 4])
    }

    @Test func `a body is a body, whatever it looks like`() throws {
        let event = try ReplayInput(Array(#"{"Records":[]}"#.utf8), isBody: true).events[0]
        #expect(event.event["Records"]?[0]?["body"] == #"{"Records":[]}"#)
    }

    @Test(arguments: [
        ("", "there is nothing in it"),
        (" \n\t", "there is nothing in it"),
        ("{\n  \"a\": 1,\n  b\n}", "line 3, column 3"),
        ("{\"a\":1}\n{\"b\":}\n", "line 2, column 6"),
        (#"{"Records":[]}"#, "Records is empty"),
        (#"{"Records":[{"eventSource":"aws:kinesis"}]}"#, "'aws:kinesis'"),
        (#"{"Records":[{"eventSource":"aws:s3"}]}"#, "s3.bucket.name is missing"),
        (#"{"Records":[{"eventSource":"aws:s3"},{"eventSource":"aws:sqs"}]}"#, "more than one source"),
        (#"{"Records":[{}]}"#, "eventSource is missing"),
        (#"{"httpMethod":"GET","path":"/"}"#, "payload format 1.0"),
        (#"{"Messages":[{"Body":"b"}]}"#, "MessageId or Body is missing"),
    ])
    func `what cannot be replayed is told with its place`(_ text: String, _ words: String) {
        let fault = #expect(throws: ReplayInputFault.self) { try ReplayInput(Array(text.utf8)) }
        #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
    }
}
