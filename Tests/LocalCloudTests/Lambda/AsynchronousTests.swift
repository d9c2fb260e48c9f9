import HTTP
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// Events that nobody waits for.
struct AsynchronousTests {
    private static func configuration(_ change: (inout AsynchronousSettings) -> Void = { _ in })
        -> FunctionConfiguration
    {
        var configuration = FunctionConfiguration(name: "orders")
        change(&configuration.asynchronous)
        return configuration
    }

    private static func send(_ shop: Workshop, _ body: String = #"{"n":1}"#) async throws -> String? {
        let answer = try await shop.invoke("orders", body, headers: ["X-Amz-Invocation-Type": "Event"])
        #expect(answer.status == 202)
        return answer.headers["x-amzn-RequestId"]
    }

    @Test func `an event is accepted at once and run after`() async throws {
        let echo = Scripted.echo()
        let shop = try Workshop([Self.configuration()], handler: echo)
        _ = try await Self.send(shop)
        #expect(echo.events.withLock { $0 }.isEmpty)
        await shop.whileRunning { await echo.begun.wait() }
        #expect(echo.events.withLock { $0 } == [#"{"n":1}"#])
    }

    @Test func `a failed event is tried again after one minute and after two, under the same id, and no more`()
        async throws
    {
        let handler = Scripted.failing()
        let target = ARN(service: "sqs", region: "us-east-1", account: "000000000000", resource: "failed")
        let shop = try Workshop([Self.configuration { $0.onFailure = target }], handler: handler)
        let inbox = Inbox()
        shop.ground.deliveries.enter(inbox, for: "sqs")
        let id = try await Self.send(shop)
        await shop.whileRunning {
            for (attempt, seconds) in [(1, 60), (2, 120)] {
                await shop.reports.wait(for: attempt)
                await shop.clock.waitForSleepers(2)
                shop.clock.advance(by: .seconds(seconds - 1))
                #expect(handler.begun.count == attempt)
                shop.clock.advance(by: .seconds(1))
            }
            await inbox.arrived.wait()
        }
        #expect(handler.begun.count == 3)
        let delivery = try #require(inbox.deliveries.withLock { $0 }.first)
        #expect(delivery.target == target)
        let record = try JSONValue(parsing: Array(delivery.body.utf8))
        #expect(record["version"] == "1.0")
        #expect(record["requestContext"]?["requestId"]?.string == id)
        #expect(
            record["requestContext"]?["functionArn"]
                == "arn:aws:lambda:us-east-1:000000000000:function:orders:$LATEST"
        )
        #expect(record["requestContext"]?["condition"] == "RetriesExhausted")
        #expect(record["requestContext"]?["approximateInvokeCount"] == 3)
        #expect(record["requestPayload"] == ["n": 1])
        #expect(record["responseContext"]?["functionError"] == "Unhandled")
        #expect(record["responsePayload"]?["errorType"] == "Function.NoLuck")
    }

    @Test(arguments: ["sqs", "sns", "lambda", "events"])
    func `a success goes to its destination`(service: String) async throws {
        let target = ARN(service: service, region: "us-east-1", account: "000000000000", resource: "there")
        let shop = try Workshop([Self.configuration { $0.onSuccess = target }], handler: .echo())
        let inbox = Inbox()
        shop.ground.deliveries.enter(inbox, for: service)
        _ = try await Self.send(shop)
        await shop.whileRunning { await inbox.arrived.wait() }
        let delivery = try #require(inbox.deliveries.withLock { $0 }.first)
        var record = try JSONValue(parsing: Array(delivery.body.utf8))
        if service == "events" {
            #expect(record["Source"] == "lambda")
            #expect(record["DetailType"] == "Lambda Function Invocation Result - Success")
            record = try JSONValue(parsing: Array((record["Detail"]?.string ?? "").utf8))
        }
        #expect(record["requestContext"]?["condition"] == "Success")
        #expect(record["responseContext"] == ["statusCode": 200, "executedVersion": "$LATEST"])
        #expect(record["responsePayload"] == ["n": 1])
    }

    @Test func `a dead-letter queue gets the event as it came, with what went wrong beside it`() async throws {
        let target = ARN(service: "sqs", region: "us-east-1", account: "000000000000", resource: "dead")
        let settings = Self.configuration {
            $0.mostRetries = 0
            $0.deadLetterTarget = target
        }
        let shop = try Workshop([settings], handler: .failing())
        let inbox = Inbox()
        shop.ground.deliveries.enter(inbox, for: "sqs")
        let id = try await Self.send(shop)
        await shop.whileRunning { await inbox.arrived.wait() }
        let delivery = try #require(inbox.deliveries.withLock { $0 }.first)
        #expect(delivery.body == #"{"n":1}"#)
        #expect(delivery.attributes["RequestID"]?.value == .text(id ?? ""))
        #expect(delivery.attributes["ErrorCode"] == DeliveryAttribute(type: "Number", value: .text("200")))
        #expect(delivery.attributes["ErrorMessage"]?.value == .text("It did not work."))
    }

    @Test func `an event that grows too old is given up, however many retries are left`() async throws {
        let target = ARN(service: "sqs", region: "us-east-1", account: "000000000000", resource: "failed")
        let settings = Self.configuration {
            $0.greatestAge = .seconds(60)
            $0.onFailure = target
        }
        let handler = Scripted.failing()
        let shop = try Workshop([settings], handler: handler)
        let inbox = Inbox()
        shop.ground.deliveries.enter(inbox, for: "sqs")
        _ = try await Self.send(shop)
        await shop.whileRunning {
            await shop.reports.wait()
            await shop.clock.waitForSleepers(2)
            shop.clock.advance(by: .seconds(60))
            await inbox.arrived.wait()
        }
        #expect(handler.begun.count == 1)
        let record = try JSONValue(parsing: Array((inbox.deliveries.withLock { $0 }.first?.body ?? "").utf8))
        #expect(record["requestContext"]?["condition"] == "EventAgeExceeded")
    }

    @Test func `a function that may not run just now costs no attempt`() async throws {
        var settings = Self.configuration { $0.mostRetries = 0 }
        settings.reservedConcurrency = 1
        let handler = Scripted.sleeping(.seconds(2))
        let shop = try Workshop([settings], handler: handler)
        for number in 1...2 { _ = try await Self.send(shop, "\(number)") }
        await shop.whileRunning {
            await handler.begun.wait()
            // The tidying, the first event with its time-out, and the second event's wait for its turn.
            await shop.clock.waitForSleepers(4)
            shop.clock.advance(by: .seconds(1))
            await shop.clock.waitForSleepers(4)
            shop.clock.advance(by: .seconds(1))
            await shop.reports.wait()
            await shop.clock.waitForSleepers(2)
            shop.clock.advance(by: .seconds(2))
            await handler.begun.wait(for: 2)
        }
        #expect(handler.events.withLock { $0 }.sorted() == ["1", "2"])
    }

    @Test func `what a bucket delivers is an event of the function, as it is`() async throws {
        let echo = Scripted.echo()
        let shop = try Workshop([Self.configuration()], handler: echo)
        let arn = shop.ground.place.arn("lambda", "function:orders")
        try await shop.ground.deliveries.send(
            Delivery(to: arn, from: .bucket("uploads"), body: #"{"Records":[{"eventSource":"aws:s3"}]}"#)
        )
        await shop.whileRunning { await echo.begun.wait() }
        #expect(echo.events.withLock { $0 } == [#"{"Records":[{"eventSource":"aws:s3"}]}"#])
    }

    @Test func `what a topic delivers has the form of a topic's event`() async throws {
        let echo = Scripted.echo()
        let shop = try Workshop([Self.configuration()], handler: echo)
        let topic = shop.ground.place.arn("sns", "news")
        try await shop.ground.deliveries.send(
            Delivery(
                to: shop.ground.place.arn("lambda", "function:orders"),
                from: topic,
                body: "hello",
                attributes: ["kind": DeliveryAttribute(type: "String", value: .text("greeting"))]
            )
        )
        await shop.whileRunning { await echo.begun.wait() }
        let event = try JSONValue(parsing: Array((echo.events.withLock { $0 }.first ?? "").utf8))
        #expect(event["Records"]?[0]?["EventSource"] == "aws:sns")
        #expect(event["Records"]?[0]?["Sns"]?["Message"] == "hello")
        #expect(event["Records"]?[0]?["Sns"]?["TopicArn"]?.string == topic.description)
        #expect(event["Records"]?[0]?["Sns"]?["MessageAttributes"]?["kind"] == ["Type": "String", "Value": "greeting"])
    }

    @Test func `a delivery to a function that is not there is refused`() async throws {
        let shop = try Workshop([Self.configuration()], handler: .echo())
        let delivery = Delivery(
            to: shop.ground.place.arn("lambda", "function:nobody"),
            from: .bucket("uploads"),
            body: "{}"
        )
        let fault = await #expect(throws: ServiceFault.self) { try await shop.ground.deliveries.send(delivery) }
        #expect(fault?.code == "ResourceNotFoundException")
    }

    @Test func `an event that was accepted outlives the process, and one that is done does not`() async throws {
        let journal = KeptJournal()
        let echo = Scripted.echo()
        let before = try Workshop([Self.configuration()], journal: journal, handler: echo)
        _ = try await Self.send(before)
        #expect(journal.rows(of: "lambda-events").count == 1)
        let done = journal.removed
        let after = try Workshop([Self.configuration()], journal: journal, handler: echo)
        await after.whileRunning { await done.wait() }
        #expect(echo.events.withLock { $0 } == [#"{"n":1}"#])
        #expect(journal.rows(of: "lambda-events").isEmpty)
    }
}

/// Takes what is delivered to a service that is not there.
final class Inbox: Recipient {
    let deliveries = Shared<[Delivery]>([])
    let arrived = Milestone()

    func take(_ delivery: Delivery) async throws(ServiceFault) {
        deliveries.withLock { $0.append(delivery) }
        arrived.reach()
    }
}

/// A journal that outlives the clouds of one test.
final class KeptJournal: Journal {
    private let shelves = Shared<[String: [JournalRow]]>([:])
    let removed = Milestone()

    func append(_ changes: [JournalChange]) {
        for change in changes {
            switch change {
            case .put(let row, let shelf):
                shelves.withLock { shelves in
                    shelves[shelf, default: []].removeAll { $0.key == row.key }
                    shelves[shelf, default: []].append(row)
                }
            case .remove(let key, let shelf):
                shelves.withLock { $0[shelf]?.removeAll { $0.key == key } }
                removed.reach()
            }
        }
    }

    func settle() async throws(ServiceFault) {}
    func rows(of shelf: String) -> [JournalRow] { shelves.withLock { $0[shelf] ?? [] } }
    var isKept: Bool { true }
}
