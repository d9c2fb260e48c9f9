package import Time

extension EngineRecord {
    /// A scanner writes its record every few minutes; after so long without one it is not there.
    package static let longestSilence: Duration = .seconds(30 * 60)

    package func isSilent(at now: Instant) -> Bool { now - seenAt > Self.longestSilence }
}
