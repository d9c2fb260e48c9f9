package import Time

/// What a log line may say of something.
///
/// There is no way in for bytes, events or arbitrary values: what is logged is chosen field by field.
package enum LogValue: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case instant(Instant)
    case milliseconds(Duration)

    /// An id, a status, an error: whatever says itself in words.
    ///
    /// A `Secret` says `[redacted]`.
    package static func of(_ value: some CustomStringConvertible & Sendable) -> LogValue { .text(value.description) }
}

extension LogValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
}
