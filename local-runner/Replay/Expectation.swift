import JSON

/// What the answer to a client's request must hold: `{"status": 200, "body": {"status": "done"}}`.
///
/// An object of the body is to hold the members that are named, whatever it holds beside them; a list is to have as
/// many elements, each as its own expectation; all else is to be equal.
struct Expectation: Sendable, Equatable {
    private let status: Int?
    private let body: JSONValue?

    /// Nil where the event says nothing of its answer.
    init?(_ event: JSONValue, line: Int) throws(ReplayInputFault) {
        guard let value = event["expect"] else { return nil }
        let members = value.object?.members ?? []
        guard !members.isEmpty, members.allSatisfy({ Self.known.contains($0.key) }) else {
            throw .wrong(what: "expect", wanted: "says 'status', 'body' or both, and nothing else", line: line)
        }
        status = value["status"]?.int
        if value["status"] != nil, status == nil {
            throw .wrong(what: "expect.status", wanted: "is no number", line: line)
        }
        body = value["body"]
    }

    private static let known = ["status", "body"]

    /// What is otherwise, each with its place; nothing where all is as it must be.
    func differences(from answer: ClientAnswer) -> [String] {
        if let status, status != answer.status { return ["status is \(answer.status), not \(status)"] }
        guard let body else { return [] }
        guard let found = answer.json else { return ["the body is no JSON"] }
        return Self.differences(of: found, from: body, at: "")
    }

    /// Whether it says itself which status is right.
    var namesStatus: Bool { status != nil }

    private static func differences(of found: JSONValue, from wanted: JSONValue, at place: String) -> [String] {
        switch (wanted, found) {
        case (.object(let wanted), .object(let found)):
            return wanted.members.flatMap { member in
                let inner = place.isEmpty ? member.key : "\(place).\(member.key)"
                guard let value = found[member.key] else { return ["\(inner) is missing"] }
                return differences(of: value, from: member.value, at: inner)
            }
        case (.array(let wanted), .array(let found)):
            guard wanted.count == found.count else { return ["\(place) has \(found.count), not \(wanted.count)"] }
            return zip(wanted, found).enumerated().flatMap { index, pair in
                differences(of: pair.1, from: pair.0, at: "\(place)[\(index)]")
            }
        case (_, _):
            if wanted == found { return [] }
            return ["\(place.isEmpty ? "the body" : place) is \(text(found)), not \(text(wanted))"]
        }
    }

    private static func text(_ value: JSONValue) -> String { String(decoding: value.bytes(), as: UTF8.self).printable }
}
