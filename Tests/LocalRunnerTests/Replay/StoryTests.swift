import Processes
import Testing
import Time

@testable import LocalCloud
@testable import local_runner

/// A trail is told as it hangs together, in whatever order it was seen.
struct StoryTests {
    private let queue = ARN(service: "sqs", region: "us-east-1", account: "000000000000", resource: "next")

    private func begin(_ id: String, _ function: String, messages: [String] = [], isByHand: Bool = false) -> Sight {
        .began(
            SeenInvocation(
                id: id,
                function: function,
                messages: messages,
                isByHand: isByHand,
                cause: nil,
                at: .epoch
            )
        )
    }

    private func end(_ id: String, _ outcome: FunctionOutcome = .answered(FunctionAnswer([]))) -> Sight {
        .ended(SeenEnd(id: id, outcome: outcome, duration: .zero, initDuration: nil, at: .epoch))
    }

    private func send(by id: String) -> Sight {
        let operation = CalledOperation("SendMessage", on: "next")
        return .call(
            SeenCall(
                service: "sqs",
                operation: operation,
                status: 200,
                fault: nil,
                duration: .zero,
                capacity: 0,
                cause: id
            )
        )
    }

    private func story(_ sights: [Sight], graves: Set<String> = []) -> Story {
        Story(sights.map { Trail.Entry(sight: $0, at: .now) }, graves: graves)
    }

    @Test func `a function that begins before the call is answered hangs below it all the same`() {
        let story = story([
            begin("1", "First"), .message(id: "m", queue: queue, cause: "1"), begin("2", "Second", messages: ["m"]),
            send(by: "1"), end("2"), end("1"), begin("3", "Second", messages: ["m"]), end("3"),
        ])
        #expect(story.roots == [0])
        #expect(story.acts[0].steps.map(\.acts) == [[1, 2]])
    }

    @Test func `what came of a call that was never answered stands by itself`() {
        let story = story([
            begin("1", "First"), .message(id: "m", queue: queue, cause: "1"), begin("2", "Second", messages: ["m"]),
        ])
        #expect(story.roots == [0, 1])
        #expect(story.failures.map(\.function) == ["First", "Second"])
    }

    @Test func `a failure is made good by a later success with the same messages, and by no other`() {
        let failed = FunctionOutcome.crashed(.exited(status: 1))
        let good = story([
            begin("1", "F", messages: ["a", "b"]), end("1", failed), begin("2", "F", messages: ["a", "b", "c"]),
            end("2"),
        ])
        #expect(good.failures.isEmpty)
        let bad = story([
            begin("1", "F", messages: ["a", "b"]), end("1", failed), begin("2", "F", messages: ["a"]), end("2"),
        ])
        #expect(bad.failures.map(\.id) == ["1"])
        let other = story([
            begin("1", "F", messages: ["a"]), end("1", failed), begin("2", "F", messages: ["a"], isByHand: true),
            end("2"),
        ])
        #expect(other.failures.map(\.id) == ["1"])
    }

    @Test func `a message in a dead-letter queue is one, however it got there`() {
        let story = story(
            [.message(id: "m", queue: queue, cause: nil), .deadLetter(id: "n", from: queue, to: queue)],
            graves: [queue.description]
        )
        #expect(story.deadLetters.map(\.message) == ["m", "n"])
    }
}
