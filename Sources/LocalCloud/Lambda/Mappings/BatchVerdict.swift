import JSON

/// Which messages of a batch are done with, by the function's answer.
enum BatchVerdict: Sendable, Equatable {
    case allDone
    case noneDone(reason: String)
    /// These stay in their queue, the others are done.
    case failed(Set<String>)

    /// Reads the answer of a function that reports which messages failed.
    ///
    /// Nothing reported is success: an empty answer, null, an object without the list or with an empty one. Whatever is
    /// reported and cannot be understood fails all, so that no message is lost by a slip of the pen.
    init(reported answer: [UInt8], of messages: [QueuedMessage]) {
        guard !answer.isEmpty else {
            self = .allDone
            return
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: answer)
        } catch {
            self = .noneDone(reason: "the answer is no JSON")
            return
        }
        switch value {
        case .null: self = .allDone
        case .object(let object): self.init(object["batchItemFailures"], of: messages)
        case .bool, .number, .string, .array: self = .noneDone(reason: "the answer is no object")
        }
    }

    private init(_ list: JSONValue?, of messages: [QueuedMessage]) {
        guard let list, !list.isNull else {
            self = .allDone
            return
        }
        guard let entries = list.array else {
            self = .noneDone(reason: "batchItemFailures is no list")
            return
        }
        let known = Set(messages.map(\.id))
        var failed: Set<String> = []
        for entry in entries {
            guard let id = entry["itemIdentifier"]?.string, known.contains(id) else {
                self = .noneDone(reason: "batchItemFailures names what is not in the batch")
                return
            }
            failed.insert(id)
        }
        self = failed.isEmpty ? .allDone : .failed(failed)
    }
}
