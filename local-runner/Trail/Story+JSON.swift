import JSON
import LocalCloud
import Processes

extension Story {
    /// The trail as one value.
    func json(_ timing: Timing) -> JSONObject {
        [
            "trail": .array(roots.map { json(of: $0, timing) }),
            "changes": .array(
                changes.map { ["service": .string($0.service), "operation": .string($0.operation.words)] }
            ),
            "deadLetters": .array(
                deadLetters.map { letter in
                    var members: JSONObject = ["messageId": .string(letter.message), "queue": .string(letter.queue)]
                    members["note"] = letter.note?.json
                    return .object(members)
                }
            ),
        ]
    }

    private func json(of index: Int, _ timing: Timing) -> JSONValue {
        let act = acts[index]
        var members: JSONObject = [
            "function": .string(act.function),
            "requestId": .string(act.id),
            "start": act.isCold ? "cold" : "warm",
            "microseconds": .integer(timing.duration(of: act).wholeMicroseconds),
            "outcome": .string(act.outcome?.words ?? "not finished"),
            "failed": .bool(act.hasFailed),
        ]
        if !act.messages.isEmpty { members["messages"] = .array(act.messages.map(JSONValue.string)) }
        if case .answered(let answer)? = act.outcome { members["answer"] = Self.value(of: answer.bytes) }
        members["calls"] = .array(act.steps.map { json(of: $0, timing) })
        return .object(members)
    }

    private func json(of step: Step, _ timing: Timing) -> JSONValue {
        var members: JSONObject = [
            "service": .string(step.call.service), "operation": .string(step.call.operation.name),
            "status": .integer(step.call.status),
        ]
        members["resource"] = step.call.operation.resource.map(JSONValue.string)
        members["fault"] = step.call.fault.map(JSONValue.string)
        if !step.queues.isEmpty { members["messagesTo"] = .array(step.queues.map(JSONValue.string)) }
        if !step.acts.isEmpty { members["ledTo"] = .array(step.acts.map { json(of: $0, timing) }) }
        return .object(members)
    }

    /// JSON as it is, and all else as text.
    static func value(of bytes: [UInt8]) -> JSONValue {
        JSONValue(ifIn: bytes) ?? .string(String(decoding: bytes, as: UTF8.self))
    }
}
