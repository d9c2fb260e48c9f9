import Synchronization
package import Time

/// A clock that stands still while anything can be done, and then jumps to when the next sleeper is due.
package final class VirtualClock: WallClock {
    private let state: Mutex<State>

    package init(now: Instant) {
        state = Mutex(State(now: now))
    }

    package var now: Instant { state.withLock { $0.now } }

    package func sleep(until deadline: Instant) async throws(CancellationError) {
        let ticket = state.withLock { $0.drawTicket() }
        let isWoken = await withTaskCancellationHandler {
            await withCheckedContinuation { fallAsleep(Sleeper(ticket: ticket, deadline: deadline, continuation: $0)) }
        } onCancel: {
            state.withLock { $0.remove(ticket) }?.continuation.resume(returning: false)
        }
        if !isWoken { throw CancellationError() }
    }

    /// Moves time to the earliest deadline and wakes whoever waits for it; false where nobody sleeps.
    func jump() -> Bool {
        let due = state.withLock { $0.takeNextDue() }
        for sleeper in due { sleeper.continuation.resume(returning: true) }
        return !due.isEmpty
    }

    private func fallAsleep(_ sleeper: Sleeper) {
        let end: Bool? = state.withLock { state in
            // A cancellation before this line found no sleeper to remove, so it must be seen here.
            if Task.isCancelled { return false }
            if sleeper.deadline <= state.now { return true }
            state.sleepers.append(sleeper)
            return nil
        }
        if let end { sleeper.continuation.resume(returning: end) }
    }
}

extension VirtualClock {
    private struct Sleeper {
        let ticket: Int
        let deadline: Instant
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now: Instant
        var sleepers: [Sleeper] = []
        var lastTicket = 0

        mutating func drawTicket() -> Int {
            lastTicket += 1
            return lastTicket
        }

        mutating func remove(_ ticket: Int) -> Sleeper? {
            guard let index = sleepers.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            return sleepers.remove(at: index)
        }

        mutating func takeNextDue() -> [Sleeper] {
            guard let next = sleepers.map(\.deadline).min() else { return [] }
            now = next
            let due = sleepers.filter { $0.deadline == next }
            sleepers.removeAll { $0.deadline == next }
            return due
        }
    }
}
