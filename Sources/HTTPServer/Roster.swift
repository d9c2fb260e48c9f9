import Synchronization
import Time

/// The connections of one server.
final class Roster: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: Channel] = [:]
        /// Once it is set, no more come, and when it has passed, those left are cut.
        var end: Instant?
        var isSwept = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var isFull: Bool { state.withLock { $0.channels.count >= limit } }

    /// Takes in a connection; says whether somebody must begin to sweep, or nil where no more are taken.
    func add(_ channel: Channel) -> Bool? {
        state.withLock { state in
            if state.end != nil { return nil }
            state.channels[ObjectIdentifier(channel)] = channel
            defer { state.isSwept = true }
            return !state.isSwept
        }
    }

    func remove(_ channel: Channel) {
        state.withLock { _ = $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Makes room: the connection that has waited for longest for its next request ends.
    func retireLongestIdle() {
        let channels = state.withLock { Array($0.channels.values) }
        let idle = channels.compactMap { channel in channel.idleUntil.map { (until: $0, channel: channel) } }
        idle.min { $0.until < $1.until }?.channel.retire()
    }

    /// Ends what is idle now, the others after their answer, and by `end` at the latest.
    func retireAll(by end: Instant) {
        let channels = state.withLock { state in
            state.end = end
            return Array(state.channels.values)
        }
        // Those at work first: once an idle one is seen to end, every answer says that its connection does.
        let (busy, idle) = (channels.filter { $0.idleUntil == nil }, channels.filter { $0.idleUntil != nil })
        for channel in busy + idle { channel.retire() }
    }

    /// Ends what has lasted too long; false once there is nothing left to look after.
    func sweep(at now: Instant) -> Bool {
        let (channels, isLate) = state.withLock { state in
            state.isSwept = !state.channels.isEmpty
            return (Array(state.channels.values), state.end.map { $0 <= now } ?? false)
        }
        for channel in channels {
            if isLate { channel.cut() } else { channel.expire(at: now) }
        }
        return !channels.isEmpty
    }
}
