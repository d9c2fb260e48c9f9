package import Time

/// What a scanner says of itself: at its start, when its signatures change, and from time to time.
package struct EngineRecord: Sendable, Hashable {
    package let engine: EngineName
    package let engineVersion: String
    package let signatureVersion: String
    package let seenAt: Instant
    /// Whether it found what it had to find, and nothing where there is nothing.
    package let isHealthy: Bool

    package init(
        engine: EngineName,
        engineVersion: String,
        signatureVersion: String,
        seenAt: Instant,
        isHealthy: Bool
    ) {
        self.engine = engine
        self.engineVersion = engineVersion
        self.signatureVersion = signatureVersion
        self.seenAt = seenAt
        self.isHealthy = isHealthy
    }
}
