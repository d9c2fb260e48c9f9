import TestKit
import Time

@testable import LocalCloud

/// One queue, as a mapping needs it: what the real one promises, and no more.
///
/// - A message is received once its delay and its visibility have passed, in the order of sending.
/// - Receiving hides it for the visibility timeout, counts, and gives a new receipt; only the newest receipt counts.
/// - In a FIFO queue no message of a group is received while an earlier one of the group is hidden.
/// - Who waits is woken by a message that is sent or that frees its group, by the deadline, or by its own cancellation.
final class FakeQueue: QueueSource {
    static let arn = ARN(service: "sqs", region: "us-east-1", account: "000000000000", resource: "orders")
    static let fifo = ARN(service: "sqs", region: "us-east-1", account: "000000000000", resource: "orders.fifo")

    private struct Message: Sendable {
        let id: String
        let body: String
        let group: String?
        var receives = 0
        var hiddenUntil = Instant.distantPast
    }

    private struct State: Sendable {
        var messages: [Message] = []
        var receives = 0
        var deleted: [String] = []
        var waiters: [Promise<Bool>] = []
    }

    /// Reached at each receive that is asked for, before it waits.
    let asked = Milestone()
    /// Reached with each message that is deleted.
    let gone = Milestone()
    private let state = Shared(State())
    private let clock: ManualClock
    private let visibility: Duration

    init(_ clock: ManualClock, visibility: Duration = .seconds(30)) {
        self.clock = clock
        self.visibility = visibility
    }

    func send(_ id: String, _ body: String = "{}", group: String? = nil) {
        state.withLock { $0.messages.append(Message(id: id, body: body, group: group)) }
        wake()
    }

    private func wake() {
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.keep(true) }
    }

    /// The ids of what was deleted, in that order, and of what is still there.
    var deleted: [String] { state.withLock { $0.deleted } }
    var left: [String] { state.withLock { $0.messages.map(\.id) } }
    /// How often each message that is still there has been received.
    var receiveCounts: [Int] { state.withLock { $0.messages.map(\.receives) } }

    func receive(from queue: ARN, atMost count: Int, until deadline: Instant) async throws(ServiceFault)
        -> [QueuedMessage]
    {
        asked.reach()
        while true {
            let waiter = Promise<Bool>()
            let (found, nextVisible) = take(count, waiter)
            if !found.isEmpty || Task.isCancelled || clock.now >= deadline { return found }
            await wait(for: waiter, until: min(deadline, nextVisible))
        }
    }

    private func take(_ count: Int, _ waiter: Promise<Bool>) -> ([QueuedMessage], Instant) {
        let now = clock.now
        return state.withLock { state in
            var found: [QueuedMessage] = []
            var blocked: Set<String> = []
            for index in state.messages.indices where found.count < count {
                let message = state.messages[index]
                let isHidden = message.hiddenUntil > now
                if let group = message.group, isHidden { blocked.insert(group) }
                if isHidden || message.group.map({ blocked.contains($0) }) == true { continue }
                state.messages[index].receives += 1
                state.messages[index].hiddenUntil = now + visibility
                found.append(received(state.messages[index]))
            }
            if found.isEmpty { state.waiters.append(waiter) }
            let next = state.messages.map(\.hiddenUntil).filter { $0 > now }.min() ?? .distantFuture
            return (found, next)
        }
    }

    private func received(_ message: Message) -> QueuedMessage {
        var attributes = ["ApproximateReceiveCount": "\(message.receives)", "SentTimestamp": "1800000000000"]
        attributes["MessageGroupId"] = message.group
        return QueuedMessage(
            id: message.id,
            receiptHandle: "\(message.id)#\(message.receives)",
            body: message.body,
            md5OfBody: "99914b932bd37a50b983c5e7c90ae93b",
            attributes: attributes,
            hiddenUntil: message.hiddenUntil
        )
    }

    private func wait(for waiter: Promise<Bool>, until deadline: Instant) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await waiter.value() }
            group.addTask { _ = try? await self.clock.sleep(until: deadline) }
            await group.next()
            group.cancelAll()
        }
    }

    func delete(_ receiptHandles: [String], from queue: ARN) async throws(ServiceFault) {
        for handle in receiptHandles {
            state.withLock { state in
                let index = state.messages.firstIndex { "\($0.id)#\($0.receives)" == handle }
                if let index { state.deleted.append(state.messages.remove(at: index).id) }
            }
            gone.reach()
        }
        wake()
    }

    func changeVisibility(of receiptHandles: [String], in queue: ARN, to duration: Duration)
        async throws(ServiceFault)
    {
        let now = clock.now
        state.withLock { state in
            for index in state.messages.indices
            where receiptHandles.contains("\(state.messages[index].id)#\(state.messages[index].receives)") {
                state.messages[index].hiddenUntil = now + duration
            }
        }
    }
}
