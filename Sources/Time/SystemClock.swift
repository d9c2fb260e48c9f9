import Glibc
// The compiler counts `timespec` as this module's, because it is the first to include the header.
import SwiftOverlayShims

/// The machine's clock.
package struct SystemClock: WallClock {
    /// The wall clock may jump, set by hand or read after a frozen sandbox thaws: it is read again at least this often.
    private static let longestNap: Duration = .seconds(60)

    package init() {}

    package var now: Instant {
        var time = timespec()
        let status = clock_gettime(CLOCK_REALTIME, &time)
        precondition(status == 0, "POSIX gives every process CLOCK_REALTIME")
        return Instant(secondsSinceEpoch: Int64(time.tv_sec)) + .nanoseconds(time.tv_nsec)
    }

    package func sleep(until deadline: Instant) async throws(CancellationError) {
        do {
            try Task.checkCancellation()
            while case let rest = deadline - now, rest > .zero {
                try await Task.sleep(for: min(rest, SystemClock.longestNap))
            }
        } catch {
            // Both calls above throw nothing else, but their signatures do not say so.
            throw CancellationError()
        }
    }
}
