import JSON

/// What a redrive came to.
struct RedriveReport: Sendable, Equatable {
    /// A message that is still where it was, and why.
    struct Stay: Sendable, Equatable {
        let id: String
        let reason: String
    }

    /// How many went where.
    var moved: [String: Int] = [:]
    var stayed: [Stay] = []
    /// Ids of messages that were sent and could not be deleted: they are in both queues.
    var doubled: [String] = []

    var count: Int { moved.values.reduce(0, +) }

    var json: JSONValue {
        [
            "moved": .object(JSONObject(moved.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
            "stayed": .array(stayed.map { ["id": .string($0.id), "reason": .string($0.reason)] }),
            "doubled": .array(doubled.map(JSONValue.string)),
        ]
    }
}
