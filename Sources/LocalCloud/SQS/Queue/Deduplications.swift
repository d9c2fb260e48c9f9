import Time

/// What a FIFO queue took within the last five minutes, by what tells a repeat.
struct Deduplications: Sendable {
    /// What a repeat is answered with.
    struct Taken: Codable, Sendable {
        let key: String
        let messageID: String
        let number: Int64
        let at: Instant
    }

    private var taken: [String: Taken] = [:]
    private var ages = Schedule<String, Due>()

    /// How long a repeat is told.
    static let window: Duration = .seconds(300)

    var steps: Int { ages.steps }

    subscript(_ key: String) -> Taken? { taken[key] }

    mutating func add(_ one: Taken) {
        taken[one.key] = one
        ages.set(one.key, to: Due(at: one.at, number: one.number))
    }

    /// Forgets one that is too old, and tells which.
    mutating func popExpired(at now: Instant) -> String? {
        guard let key = ages.popFirst(through: Due(at: now - Self.window, number: .max)) else { return nil }
        taken[key] = nil
        return key
    }

    /// Of a group where the queue tells repeats within groups alone; no group and no id holds a space.
    static func key(_ id: String, in group: String?) -> String { group.map { "\($0) \(id)" } ?? id }
}
