/// A value that no log line, error or debugger print shows.
package struct Secret<Value: Sendable>: Sendable {
    /// The value itself, for the one place that needs it.
    package let revealed: Value

    package init(_ value: Value) {
        revealed = value
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var debugDescription: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
