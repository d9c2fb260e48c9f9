import LocalCloud

/// What an authorizer said to an event that asked it; the API would have let the request through, or refused it.
struct AuthorizerAnswer: Sendable {
    let method: String
    let target: String
    let body: [UInt8]

    /// Nil where no authorizer was asked, or none answered: that is told of in the story.
    init?(event: ReplayEvent, _ call: DirectCall) {
        guard case .authorizer = event.origin, case .answered = call.run.outcome, let request = event.request else {
            return nil
        }
        (method, target) = request
        body = call.payload
    }
}
