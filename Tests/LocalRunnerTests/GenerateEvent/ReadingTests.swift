import Events
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import local_runner

/// What our own functions and `replay` make of the events.
struct ReadingTests {
    @Test func `a message reads as an event of a queue`() async throws {
        let event = try await generated("sqs", "--fifo", "--group", "g", "--body", "b", "--message-attribute", "k=v")
        let record = try #require(JSONCodec.decode(SQSEvent.self, from: event.bytes()).records.first)
        #expect(record.body == "b" && record.attributes.groupID == "g" && record.attributes.receiveCount == "1")
        #expect(record.messageAttributes?["k"]?.stringValue == "v")
        #expect(record.attributes.deduplicationID != nil)
        let sent = try #require(record.attributes.sentTimestamp.flatMap { Int64($0) })
        #expect(sent <= SystemClock().now.millisecondsSinceEpoch)
    }

    @Test func `what came through a topic reads as its envelope in a queue's message`() async throws {
        let event = try await generated("sns-in-sqs", "--message", "m", "--topic", "t")
        let record = try #require(JSONCodec.decode(SQSEvent.self, from: event.bytes()).records.first)
        let body = try JSONValue(parsing: Array(record.body.utf8))
        let envelope = try JSONCodec.decode(SNSEnvelope.self, from: body.bytes())
        #expect(envelope.type == "Notification" && envelope.message == "m")
        #expect(envelope.topicARN == "arn:aws:sns:us-east-1:000000000000:t")
        #expect(Instant(rfc3339: envelope.timestamp) != nil)
        // A queue is told neither of a subject nor of attributes that there are not.
        #expect(body["Subject"] == nil && body["MessageAttributes"] == nil)
    }

    @Test(arguments: [
        ("text/plain", false), ("application/json; charset=utf-8", false), ("image/png", true),
        ("application/problem+json", false), ("application/x-www-form-urlencoded", true),
    ])
    func `a request reaches a step through its front`(_ type: String, _ isEncoded: Bool) async throws {
        let event = try await generated(
            "http-api",
            "--method=put",
            "--path=/docs/a%20b?x=1",
            "--query=y=ü z",
            "--route=PUT /docs/{id}",
            "--header=Content-Type: \(type)",
            "--header=X-One: 1",
            "--header=x-one: 2",
            "--body=héllo",
            "--claim=organisation=acme",
            "--claim=subject=me",
            "--claim=role=reader"
        )
        #expect(event["isBase64Encoded"] == .bool(isEncoded))
        let reply = try await HTTPFront(Mirror()).handle(EventBytes(event.bytes()), context: .made())
        guard case .bytes(let bytes, _) = reply else {
            Issue.record("the front streams")
            return
        }
        let answer = try #require(try JSONValue(parsing: bytes)["body"]?.string)
        let seen = try JSONCodec.decode(Mirror.Output.self, from: Array(answer.utf8))
        #expect(seen.request == "PUT /docs/a b x=1&y=%C3%BC%20z")
        #expect(seen.id == "a b" && seen.one == "1,2" && seen.body == "héllo" && seen.organisation == "acme")
    }

    @Test(arguments: [
        (["s3-put", "--bucket", "b"], ReplayEvent.Origin.bucket(name: "b")),
        (["s3-delete", "--bucket", "b"], .bucket(name: "b")),
        (["s3-eventbridge"], .bus(source: "aws.s3", detailType: "Object Created")),
        (["sqs", "--queue", "q"], .queue(arn: "arn:aws:sqs:us-east-1:000000000000:q")),
        (["sns-in-sqs", "--queue", "q"], .queue(arn: "arn:aws:sqs:us-east-1:000000000000:q")),
        (["sns", "--topic", "t"], .topic(arn: "arn:aws:sns:us-east-1:000000000000:t")),
        (["http-api", "--path", "/a"], .route(key: "GET /a")),
        (["http-api", "--path", "/a/1", "--route", "ANY /a/{id}"], .route(key: "ANY /a/{id}")),
        (["schedule", "--rule", "r"], .rule(arn: "arn:aws:events:us-east-1:000000000000:rule/r")),
    ])
    func `replay knows what each of our events came from`(_ line: [String], _ origin: ReplayEvent.Origin) async throws {
        let screen = Screen()
        _ = await screen.runner().run(["generate-event"] + line)
        #expect(try ReplayInput(Array(screen.output.utf8)).events.map(\.origin) == [origin])
    }

    @Test(arguments: [
        ("s3 put", ReplayEvent.Origin.bucket(name: "example-bucket")),
        ("s3 delete", .bucket(name: "example-bucket")),
        ("sqs receive-message", .queue(arn: "arn:aws:sqs:us-east-1:123456789012:MyQueue")),
        ("sns notification", .topic(arn: "arn:aws:sns:us-east-1:123456789012:ExampleTopic")),
        ("apigateway http-api-proxy", .route(key: "POST /path/to/resource")),
        ("cloudwatch scheduled-event", .rule(arn: "arn:aws:events:us-east-1:123456789012:rule/ExampleRule")),
        (
            "dynamodb update",
            .table(
                streamARN: "arn:aws:dynamodb:us-east-1:123456789012:table/ExampleTableWithStream/stream/"
                    + "2015-06-27T00:48:05.899"
            )
        ),
    ])
    func `replay knows what each of SAM's events came from`(_ name: String, _ origin: ReplayEvent.Origin) throws {
        #expect(try ReplayInput(SAMEvents.text(name)).events.map(\.origin) == [origin])
    }
}

/// A step that tells what it was asked.
private struct Mirror: Step {
    struct Event: HTTPEvent {
        let request: HTTPRequest

        init(_ request: HTTPRequest) { self.request = request }
        init(from decoder: any Decoder) throws { throw CancellationError() }
    }

    struct Output: Codable, Sendable {
        let request: String
        let id: String?
        let one: String?
        let body: String
        let organisation: String?
    }

    func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Output {
        let request = event.request
        return Output(
            request: "\(request.method) \(request.path) \(request.query)",
            id: request.pathParameters["id"],
            one: request.headers["x-one"],
            body: String(decoding: request.body, as: UTF8.self),
            organisation: context.principal?.organisation
        )
    }
}

extension InvocationContext {
    fileprivate static func made() -> InvocationContext {
        let clock = ManualClock()
        let sink = MemorySink()
        return InvocationContext(
            requestID: "request-1",
            now: clock.now,
            deadline: clock.now + .seconds(30),
            surroundings: Surroundings(
                log: Log(format: .json, level: .debug, clock: clock, sink: sink),
                metrics: Metrics(function: "tested", sink: sink),
                clock: clock,
                random: SeededRandom(seed: 1)
            )
        )
    }
}
