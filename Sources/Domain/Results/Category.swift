/// What an engine found, in one word.
package enum Category: String, Sendable, Hashable, Codable, CaseIterable {
    case malicious
    case suspicious
    case undetected
    case harmless
    case timeout
    /// Also anything that was not understood: never clean.
    case failure
    case typeUnsupported = "type-unsupported"
    case limitsExceeded = "limits-exceeded"
    case encrypted
    case partial

    /// Whether the engine came to no answer, so that a later one is better than none.
    package var isUnanswered: Bool {
        switch self {
        case .timeout, .failure: true
        case .malicious, .suspicious, .undetected, .harmless, .typeUnsupported, .limitsExceeded, .encrypted, .partial:
            false
        }
    }

    /// Whether the same bytes would be found the same by the same engine.
    package var isReusable: Bool {
        switch self {
        case .malicious, .suspicious, .undetected, .harmless: true
        case .timeout, .failure, .typeUnsupported, .limitsExceeded, .encrypted, .partial: false
        }
    }
}
