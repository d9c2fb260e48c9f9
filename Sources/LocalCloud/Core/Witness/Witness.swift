package import Time

/// Who looks on as the cloud works, so that a replay can tell what led to what.
package protocol Witness: Sendable {
    func saw(_ sight: Sight)

    /// Whether anybody looks at all; where not, nobody need find words for it.
    var isLooking: Bool { get }
}

/// Something that happened; `cause` is the invocation, by its request id, that brought it about.
package enum Sight: Sendable, Equatable {
    case call(SeenCall)
    /// A message came into a queue.
    case message(id: String, queue: ARN, cause: String?)
    /// A queue was asked for messages on behalf of a function, and gave so many.
    case polled(ARN, messages: Int)
    /// A queue gave a message up.
    case deadLetter(id: String, from: ARN, to: ARN)
    /// A function is to get an event that nobody waits for.
    case event(id: String, function: String, cause: String?)
    case began(SeenInvocation)
    case ended(SeenEnd)
}

/// A call of a service, once it has been answered.
package struct SeenCall: Sendable, Equatable {
    package let service: String
    package let operation: CalledOperation
    package let status: Int
    /// What the service said no with.
    package let fault: String?
    package let duration: Duration
    /// The request units of tables that it has cost.
    package let capacity: Double
    package let cause: String?
}

/// A function begins with an event.
package struct SeenInvocation: Sendable, Equatable {
    package let id: String
    package let function: String
    /// The messages that it was given, where it was a queue that called it.
    package let messages: [String]
    /// Whether a person handed the event over, and nothing in the cloud did.
    package let isByHand: Bool
    package let cause: String?
    package let at: Instant
}

/// A function is done with an event.
package struct SeenEnd: Sendable, Equatable {
    package let id: String
    package let outcome: FunctionOutcome
    package let duration: Duration
    /// How long its start took; nil where it was warm.
    package let initDuration: Duration?
    package let at: Instant
}

/// Nobody looks.
package struct NoWitness: Witness {
    package init() {}

    package func saw(_ sight: Sight) {}
    package var isLooking: Bool { false }
}

/// The invocation on whose behalf something is done, by its request id.
package enum Causation {
    @TaskLocal package static var invocation: String?
}
