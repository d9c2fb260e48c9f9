package import Time

/// A clock that stands still until a test moves it.
///
/// Sleepers are resumed in the order of their deadlines, and those of one deadline in the order in which they came.
package final class ManualClock: WallClock {
    private let state: Shared<State>

    package init(now: Instant = .epoch) {
        state = Shared(State(now: now))
    }

    package var now: Instant { state.withLock { $0.now } }

    /// How many tasks are asleep.
    package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    package func advance(by duration: Duration) {
        advance(to: now + duration)
    }

    /// Moves time and wakes whoever is due; time never moves back.
    package func advance(to instant: Instant) {
        let due = state.withLock { state in
            state.now = max(state.now, instant)
            return state.takeDue()
        }
        for sleeper in due { sleeper.continuation.resume(returning: .woken) }
    }

    package func sleep(until deadline: Instant) async throws(CancellationError) {
        let ticket = state.withLock { $0.drawTicket() }
        let end = await withTaskCancellationHandler {
            await withCheckedContinuation { fallAsleep(Sleeper(ticket: ticket, deadline: deadline, continuation: $0)) }
        } onCancel: {
            state.withLock { $0.remove(ticket) }?.continuation.resume(returning: .cancelled)
        }
        if case .cancelled = end { throw CancellationError() }
    }

    /// Returns once at least `count` tasks are asleep, so that a test need not guess when they are.
    package func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.watchers.append(Watcher(count: count, continuation: continuation)) }
            tellWatchers()
        }
    }

    private func fallAsleep(_ sleeper: Sleeper) {
        let end: End? = state.withLock { state in
            // A cancellation before this line found no sleeper to remove, so it must be seen here.
            if Task.isCancelled { return .cancelled }
            if sleeper.deadline <= state.now { return .woken }
            state.sleepers.append(sleeper)
            return nil
        }
        if let end { sleeper.continuation.resume(returning: end) }
        tellWatchers()
    }

    private func tellWatchers() {
        for watcher in state.withLock({ $0.takeContentWatchers() }) { watcher.continuation.resume() }
    }
}

extension ManualClock {
    private enum End { case woken, cancelled }

    private struct Sleeper {
        let ticket: Int
        let deadline: Instant
        let continuation: CheckedContinuation<End, Never>
    }

    private struct Watcher {
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: Instant
        var sleepers: [Sleeper] = []
        var watchers: [Watcher] = []
        var lastTicket = 0

        mutating func drawTicket() -> Int {
            lastTicket += 1
            return lastTicket
        }

        mutating func takeDue() -> [Sleeper] {
            let due = sleepers.filter { $0.deadline <= now }
            sleepers.removeAll { $0.deadline <= now }
            return due.sorted { ($0.deadline, $0.ticket) < ($1.deadline, $1.ticket) }
        }

        mutating func remove(_ ticket: Int) -> Sleeper? {
            guard let index = sleepers.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            return sleepers.remove(at: index)
        }

        mutating func takeContentWatchers() -> [Watcher] {
            let content = watchers.filter { $0.count <= sleepers.count }
            watchers.removeAll { $0.count <= sleepers.count }
            return content
        }
    }
}
