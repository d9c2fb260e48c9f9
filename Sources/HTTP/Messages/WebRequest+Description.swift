/// A request is printed without what it proves itself by: headers hold signatures and tokens, and so do query and body.
extension WebRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        let path = target.prefix { $0 != "?" }
        return "\(method) \(origin)\(path)\(path.count < target.count ? "?[redacted]" : "")"
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension WebHeaders: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names alone: of a value nobody can tell whether it is a secret.
    package var description: String { fields.map(\.name).joined(separator: ", ") }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
