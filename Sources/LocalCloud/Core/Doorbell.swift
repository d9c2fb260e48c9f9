import Synchronization
import Time

/// Wakes those who wait for something to come.
final class Doorbell: Sendable {
    private struct State {
        var rings = 0
        var lastTicket = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// How often it has been rung: read before looking, so that a ring between the look and the wait is not missed.
    var rings: Int { state.withLock { $0.rings } }

    /// Wakes all, in the order in which they came.
    func ring() {
        let waiting = state.withLock { state in
            state.rings += 1
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.continuation.resume() }
    }

    /// Returns at the first ring after `rings`, at the deadline, or when the task is cancelled.
    func wait(past rings: Int, until deadline: Instant, by clock: any WallClock) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait(past: rings) }
            group.addTask {
                do {
                    try await clock.sleep(until: deadline)
                } catch {
                    // The other was first, or the whole is cancelled: either way the wait is over.
                    return
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait(past rings: Int) async {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // A cancellation before this line found nobody to wake, so it must be seen here.
                    if state.rings != rings || Task.isCancelled { return true }
                    state.waiting.append((ticket, continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let one = state.withLock { state in
                state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0) }
            }
            one?.continuation.resume()
        }
    }
}
