package import JSON

/// Whether an event is one that a pattern of EventBridge's means, for whoever has both as JSON.
package enum EventMatch {
    /// A pattern that cannot be read means none.
    package static func isOne(of pattern: JSONValue, _ event: JSONValue) -> Bool {
        do throws(PatternFault) {
            return try EventPattern(pattern).matches(event)
        } catch {
            return false
        }
    }
}
