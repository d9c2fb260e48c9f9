import Synchronization
import Time

/// The Date of answers, written once a second.
final class DateField: Sendable {
    private let clock: any WallClock
    private let written = Mutex<(second: Int64, bytes: [UInt8])>((.min, []))

    init(_ clock: any WallClock) {
        self.clock = clock
    }

    var bytes: [UInt8] {
        let now = clock.now
        return written.withLock { written in
            if written.second != now.secondsSinceEpoch {
                written = (now.secondsSinceEpoch, Array("date: \(now.rfc1123)\r\n".utf8))
            }
            return written.bytes
        }
    }
}
