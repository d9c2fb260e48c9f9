package import Time

/// When a client that waits should look again.
///
/// It doubles: each wait is as long as the work has taken so far, and a little more. Whoever asks when it is told to
/// sees a document of up to 9 s in three polls, one of up to 21 s in four, and is never later than a document took.
package enum Polling {
    /// What a document takes of itself, with the windows in which messages wait for each other.
    private static let first: Duration = .seconds(3)
    /// Those who wait for an hour want to know within a minute.
    private static let longest: Duration = .seconds(60)

    /// Nil where there is nothing to wait for.
    package static func wait(for document: Document, at now: Instant) -> Duration? {
        switch document.state {
        case .requested, .uploading, .uploaded, .extracting, .scanning:
            // Clocks differ, and whoever saved last may be ahead.
            min(max(.zero, now - document.updatedAt) + first, longest)
        case .processed, .expired, .archived, .failed, .deleted: nil
        }
    }
}
