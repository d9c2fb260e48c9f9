import JSON

/// For a function that serves a queue and that a schedule, or a person, calls too: a queue's events have `Records`.
package struct ScheduledFront<Queue: Handler, Schedule: Handler>: Handler {
    private let queue: Queue
    private let schedule: Schedule

    package init(_ queue: Queue, schedule: Schedule) {
        self.queue = queue
        self.schedule = schedule
    }

    package func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        let isOfQueue = try decoded(Kind.self, from: event.bytes).isOfQueue
        return isOfQueue
            ? try await queue.handle(event, context: context) : try await schedule.handle(event, context: context)
    }

    private struct Kind: Decodable {
        let isOfQueue: Bool

        private enum CodingKeys: String, CodingKey {
            case records = "Records"
        }

        init(from decoder: any Decoder) throws {
            isOfQueue = try decoder.container(keyedBy: CodingKeys.self).contains(.records)
        }
    }
}
