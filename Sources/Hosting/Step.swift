/// One event, typed.
package protocol Step: Sendable {
    associatedtype Event: Sendable
    associatedtype Output: Encodable & Sendable
    func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Output
}

/// Many events at once, for a step that merges them: one outcome for each, in their order.
package protocol BatchStep: Sendable {
    associatedtype Event: Decodable & Sendable
    func handle(_ events: [Event], context: InvocationContext) async -> [Result<Void, StepFailure>]
}
