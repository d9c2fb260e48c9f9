import Encoding
import JSON
import Time

/// Puts the messages of a dead-letter queue back, as fast as it may.
///
/// It moves what was there when it began, and no message twice: what arrives while it runs stays, so that a message
/// that fails again does not go round and round.
struct MoveTask: Codable, Sendable {
    enum Status: String, Codable, Sendable {
        case running = "RUNNING"
        case completed = "COMPLETED"
        case cancelled = "CANCELLED"
        case failed = "FAILED"
    }

    let id: String
    let source: String
    /// Each to where it came from where it is nil.
    let destination: String?
    let rate: Int?
    let startedAt: Instant
    let lastNumber: Int64
    let toMove: Int
    var moved = 0
    var status = Status.running
    var failureReason: String?

    /// What a caller cancels it by.
    var handle: String {
        Base64.encode(JSONValue.object(["taskId": .string(id), "sourceArn": .string(source)]).bytes())
    }

    /// When the next message may be moved.
    var nextDue: Instant {
        guard let rate else { return startedAt }
        return startedAt + .nanoseconds(Int64(moved) * 1_000_000_000 / Int64(rate))
    }

    func isDue(at now: Instant) -> Bool { status == .running && nextDue <= now }
}
