/// What a misbehaving server does with one request.
enum Fault: String, CaseIterable, Sendable {
    case none
    /// Connections that end hard: while the request comes, and around each border of the answer.
    case resetWhileReading, resetBeforeHead, resetMidHead, resetMidBody
    /// Answers whose length is not what they say.
    case shortBody, endlessChunks, excessBody
    /// Silence, until the client gives up.
    case stallWhileReading, stallBeforeHead, stallMidBody
    /// Refusals that a later try may escape.
    case slowDown, throttled, serverError, errorInSuccess
    /// From now on the server's clock is an hour off, or back.
    case clockJump
    /// From now on older credentials are refused.
    case tokenExpiry
    /// An answer in no protocol, and one that was damaged on its way.
    case garbage, damagedBody

    var isStall: Bool { self == .stallWhileReading || self == .stallBeforeHead || self == .stallMidBody }

    /// Whether the request is refused, and so surely not acted on.
    var isRefusal: Bool {
        self == .slowDown || self == .throttled || self == .resetWhileReading || self == .stallWhileReading
    }

    /// Whether the server may have died on it before or after it acted.
    var leavesEffectOpen: Bool {
        switch self {
        case .resetBeforeHead, .stallBeforeHead, .serverError, .errorInSuccess, .garbage: true
        case .none, .resetWhileReading, .resetMidHead, .resetMidBody, .shortBody, .endlessChunks, .excessBody,
            .stallWhileReading, .stallMidBody, .slowDown, .throttled, .clockJump, .tokenExpiry, .damagedBody:
            false
        }
    }
}
