import Time

/// What was received under an id that a caller may repeat, where it never got the answer.
struct ReceiveAttempts: Sendable {
    private var received: [String: [Int64: Int]] = [:]
    private var ages = Schedule<String, Due>()

    private static let window: Duration = .seconds(300)

    /// The messages and how often each had been received by then.
    subscript(_ id: String) -> [Int64: Int]? { received[id] }

    mutating func add(_ id: String, _ messages: [StoredMessage], at now: Instant) {
        received[id] = Dictionary(uniqueKeysWithValues: messages.map { ($0.number, $0.state.receivesHere) })
        ages.set(id, to: Due(at: now, number: messages.first?.number ?? 0))
    }

    mutating func forget(_ id: String) {
        received[id] = nil
        ages.remove(id)
    }

    mutating func settle(at now: Instant) {
        while let id = ages.popFirst(through: Due(at: now - Self.window, number: .max)) { received[id] = nil }
    }
}
