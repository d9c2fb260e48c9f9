import AWSClient
import HTTP
import LocalCloud
import Synchronization
import TestKit
import Testing
import Time

@testable import local_runner

/// What a redrive owes to the messages in its hands, whatever it meets.
struct RedriveTests {
    private static let count = 25

    private static func letters(isOrdered: Bool) -> [OutgoingMessage] {
        (0..<count).map { number in
            OutgoingMessage(
                messageBody: "letter \(number)",
                messageAttributes: ["number": .number("\(number)"), "bytes": .binary([0, UInt8(number)])],
                awsTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=\(number)",
                messageGroupId: isOrdered ? "group-\(number % 3)" : nil,
                messageDeduplicationId: isOrdered ? "id-\(number)" : nil
            )
        }
    }

    @Test(arguments: EndingTransport.Moment.allCases, [false, true])
    func `killed before or after any of its requests, it loses nothing and doubles one batch at most`(
        _ moment: EndingTransport.Moment,
        _ isOrdered: Bool
    ) async throws {
        var hasEnded = false
        var point = 0
        while !hasEnded {
            let house = try await DeadLetterHouse(Self.letters(isOrdered: isOrdered), isOrdered: isOrdered)
            let way = DirectTransport(to: house.cloud, clock: ManualClock(now: DeadLetterHouse.start))
            let ending = EndingTransport(way, after: point, moment)
            var first = house.redrive(by: try DeadLetterHouse.client(ending))
            do {
                try await first.run { _ in }
            } catch {
                #expect(ending.isOver, "\(error)")
            }
            hasEnded = !ending.isOver
            house.clock.advance(by: .seconds(Redrive.usualHiding))
            var second = house.redrive()
            try await second.run { _ in }
            #expect(second.report.stayed == [] && second.report.doubled == [])
            #expect(try await house.drain("dead") == [])
            let moved = try await house.drain("source")
            Self.expectWhole(moved, isOrdered: isOrdered, "killed at \(point), \(moment)")
            point += 1
        }
        // One to receive, one to send and one to delete, for each batch, and the last to find nothing.
        #expect(point > 3 * Self.count / 10)
    }

    private static func expectWhole(_ moved: [AWSClient.Message], isOrdered: Bool, _ place: String) {
        let bodies = moved.map(\.body)
        #expect(Set(bodies) == Set((0..<count).map { "letter \($0)" }), "\(place)")
        #expect(bodies.count - Set(bodies).count <= (isOrdered ? 0 : 10), "\(place)")
        var last: [String: Int] = [:]
        for message in moved {
            guard let number = message.body.split(separator: " ").last.flatMap({ Int($0) }) else { continue }
            let wanted = ["number": MessageAttributeValue.number("\(number)"), "bytes": .binary([0, UInt8(number)])]
            #expect(message.messageAttributes == wanted, "\(place)")
            #expect(message.attributes?["AWSTraceHeader"]?.hasSuffix("Parent=\(number)") == true, "\(place)")
            guard isOrdered else { continue }
            let group = message.attributes?["MessageGroupId"] ?? ""
            #expect(group == "group-\(number % 3)", "\(place)")
            #expect(last[group, default: -1] < number, "\(place)")
            last[group] = number
        }
    }

    @Test func `an entry that the other queue refuses stays, and is said to`() async throws {
        var letters = (0..<12).map { OutgoingMessage(messageBody: "letter \($0)") }
        letters[4].messageBody = String(repeating: "x", count: 2_000)
        let house = try await DeadLetterHouse(letters, largest: 1_024)
        var redrive = house.redrive()
        try await redrive.run { _ in }
        #expect(redrive.report.count == 11)
        #expect(redrive.report.stayed.map(\.reason).allSatisfy { $0.contains("InvalidParameterValue") })
        #expect(redrive.report.stayed.count == 1)
        #expect(try await house.drain("dead").map(\.body) == [letters[4].messageBody])
        #expect(try await house.drain("source").count == 11)
    }

    @Test func `what could not be deleted is shown again, and not sent again`() async throws {
        let house = try await DeadLetterHouse((0..<25).map { OutgoingMessage(messageBody: "letter \($0)") })
        // Each deletion fails for as long as a batch is hidden, so that the whole batch is shown once more.
        let answerer = KeepingCloud(house.cloud, keeps: 9, clock: house.clock)
        var redrive = house.redrive(
            by: try DeadLetterHouse.client(
                DirectTransport(to: answerer, clock: ManualClock(now: DeadLetterHouse.start))
            )
        )
        try await redrive.run { _ in }
        #expect(redrive.report.count == 25)
        #expect(redrive.report.doubled == [])
        #expect(try await house.drain("dead") == [])
        #expect(try await house.drain("source").count == 25)
    }
}

/// A cloud whose first deletions fail, one entry like the other, while time goes on.
private struct KeepingCloud: Answerer {
    private let cloud: LocalCloud.Cloud
    private let keeps: Countdown
    private let clock: LeapingClock

    final class Countdown: Sendable {
        let left: Mutex<Int>

        init(_ count: Int) { left = Mutex(count) }
    }

    init(_ cloud: LocalCloud.Cloud, keeps: Int, clock: LeapingClock) {
        self.cloud = cloud
        self.keeps = Countdown(keeps)
        self.clock = clock
    }

    func answer(_ request: WebRequest) async -> WebAnswer {
        guard request.headers["X-Amz-Target"] == "AmazonSQS.DeleteMessageBatch" else {
            return await cloud.answer(request)
        }
        let keeps = keeps.left.withLock { left in
            left -= 1
            return left >= 0
        }
        guard keeps else { return await cloud.answer(request) }
        clock.advance(by: .seconds(Redrive.usualHiding / 3 + 1))
        return WebAnswer(status: 200, body: .bytes(Array(#"{"Successful":[],"Failed":[]}"#.utf8)))
    }
}
