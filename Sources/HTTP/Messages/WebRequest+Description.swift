/// A request is printed without what it proves itself by: headers hold signatures and tokens, and so do query and body.
extension WebRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        let path = target.prefix { $0 != "?" }
        return "\(method) \(origin)\(path)\(path.count < target.count ? "?[redacted]" : "")"
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension WebBody: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A form may hold the token that it asks by, and whoever prints bytes prints them as numbers.
    package var description: String {
        switch self {
        case .none: "no body"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .stream(_, let length): "a stream\(length.map { " of \($0) bytes" } ?? "")"
        }
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension WebResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Credentials come in bodies.
    package var description: String { "\(head.status) with \(body.count) bytes" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension WebHeaders: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names alone: of a value nobody can tell whether it is a secret.
    package var description: String { fields.map(\.name).joined(separator: ", ") }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension WebHeaders.Field: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { name }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
