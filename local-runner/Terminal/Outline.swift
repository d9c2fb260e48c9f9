import JSON

/// JSON as a person reads it: a member a line, its value behind it, and on one line whatever fits there.
struct Outline {
    private let width: Int

    init(width: Int = 110) {
        self.width = width
    }

    func lines(of value: JSONValue) -> [String] {
        switch value {
        case .object(let object): lines(of: object)
        case .array(let list): list.flatMap(item)
        case .null, .bool, .number, .string: [Self.text(value)]
        }
    }

    private func lines(of object: JSONObject) -> [String] {
        let column = object.members.map { $0.key.printable.count }.max() ?? 0
        return object.members.flatMap { member in
            let name = member.key.printable
            let head = name + String(repeating: " ", count: column - name.count) + "  "
            let text = Self.text(member.value)
            if member.value.isPlain || head.count + text.count <= width { return [head + text] }
            return [name] + Outline(width: width - 2).lines(of: member.value).map { "  \($0)" }
        }
    }

    /// An element of a list, behind a dash.
    private func item(_ value: JSONValue) -> [String] {
        let text = Self.text(value)
        if value.isPlain || text.count + 2 <= width { return ["- \(text)"] }
        let lines = Outline(width: width - 2).lines(of: value)
        return lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
    }

    /// All of it on one line.
    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text.isEmpty ? "\"\"" : text.printable
        case .null, .bool, .number: String(decoding: value.bytes(), as: UTF8.self)
        case .array(let list):
            list.isEmpty ? "none" : list.map { $0.isPlain ? text($0) : "(\(text($0)))" }.joined(separator: ", ")
        case .object(let object):
            object.isEmpty
                ? "none"
                : object.members.map { member in
                    let inner = text(member.value)
                    return "\(member.key.printable) \(member.value.isPlain ? inner : "(\(inner))")"
                }.joined(separator: ", ")
        }
    }
}

extension JSONValue {
    fileprivate var isPlain: Bool {
        switch self {
        case .null, .bool, .number, .string: true
        case .array, .object: false
        }
    }
}
