/// An operation of a service, with what one call of it says: the type and its fields have AWS's own names.
package protocol Operation: Sendable {
    associatedtype Output: Sendable

    /// As the service's documentation has it.
    static var name: String { get }

    /// Whether the call may be made twice where nobody knows what became of the first.
    var isIdempotent: Bool { get }
}

/// The answer of an operation that has nothing to say.
package struct EmptyAnswer: Decodable, Sendable, Equatable {}
