/// Where the time of day comes from, and the only way to wait.
package protocol WallClock: Sendable {
    var now: Instant { get }

    /// Returns at once where the deadline has passed, and throws as soon as the task is cancelled.
    func sleep(until deadline: Instant) async throws(CancellationError)
}

extension WallClock {
    package func sleep(for duration: Duration) async throws(CancellationError) {
        try await sleep(until: now + duration)
    }
}
