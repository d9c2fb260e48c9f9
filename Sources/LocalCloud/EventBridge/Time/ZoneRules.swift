import Files
import Time

/// How far the clocks on the walls of a place are ahead of UTC, and from when.
struct ZoneRules: Sendable, Equatable {
    private let transitions: [Transition]
    /// Seconds ahead of UTC before the first of them.
    private let first: Int
    /// What holds after the last of them.
    private let tail: PosixZone?

    struct Transition: Sendable, Equatable {
        let at: Int
        /// Seconds ahead of UTC.
        let offset: Int
    }

    static let utc = ZoneRules(first: 0)

    init(first: Int, transitions: [Transition] = [], tail: PosixZone? = nil) {
        self.first = first
        self.transitions = transitions
        self.tail = tail
    }

    /// Of a place as the tz database names it, such as `Europe/Berlin`, where the machine has that.
    init(named name: String, in database: String = "/usr/share/zoneinfo") throws(ServiceFault) {
        if ["UTC", "Etc/UTC"].contains(name) {
            self = .utc
            return
        }
        let isName = name.utf8.allSatisfy { "/_+-".utf8.contains($0) || Character(UnicodeScalar($0)).isLetterOrDigit }
        guard isName, let initial = name.first, initial != "/" else { throw Self.unknown(name) }
        let bytes: [UInt8]?
        do {
            bytes = try SystemFiles().read("\(database)/\(name)")
        } catch {
            throw .notEmulated("The time zone '\(name)', which cannot be read (\(error)),")
        }
        guard let bytes else {
            throw .notEmulated("The time zone '\(name)', which is not in \(database),")
        }
        guard let rules = ZoneRules(tzif: bytes) else { throw Self.unknown(name) }
        self = rules
    }

    func offset(at seconds: Int) -> Int {
        guard let last = transitions.last else { return tail?.offset(at: seconds) ?? first }
        if seconds >= last.at { return tail?.offset(at: seconds) ?? last.offset }
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].at <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : transitions[low - 1].offset
    }

    /// What the clocks there show, in seconds since 1970 began there.
    func wallSeconds(at instant: Instant) -> Int {
        let seconds = Int(instant.secondsSinceEpoch)
        return seconds + offset(at: seconds)
    }

    /// When the clocks there show this; the first time where they do twice, and nil where they jump over it.
    func instant(atWallSeconds seconds: Int) -> Instant? {
        // No two changes of a zone are within a day of each other.
        let offsets = [offset(at: seconds - 86_400), offset(at: seconds + 86_400)].sorted(by: >)
        let due = offsets.map { seconds - $0 }.first { $0 + offset(at: $0) == seconds }
        return due.map { Instant(secondsSinceEpoch: Int64($0)) }
    }

    private static func unknown(_ name: String) -> ServiceFault {
        ServiceFault("ValidationException", "Invalid ScheduleExpressionTimezone: \(name)")
    }
}

extension Character {
    fileprivate var isLetterOrDigit: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
    }
}
