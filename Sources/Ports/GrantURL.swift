package import Time

/// A URL that is itself a permission: it is printed as nothing, wherever it is printed.
package struct GrantURL: Sendable, Equatable {
    /// For the one who may use it.
    package let revealed: String
    package let expires: Instant

    package init(revealed: String, expires: Instant) {
        self.revealed = revealed
        self.expires = expires
    }
}

/// A field of a form; some of them prove who made the form.
package struct GrantField: Sendable, Equatable {
    package let name: String
    package let revealed: String

    package init(_ name: String, revealed: String) {
        self.name = name
        self.revealed = revealed
    }
}

extension GrantURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[url until \(expires.rfc3339)]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension GrantField: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(name): [redacted]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
