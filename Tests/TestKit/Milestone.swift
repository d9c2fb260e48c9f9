/// Counts what happens on other threads, so that a test can wait for it without asking again and again.
package final class Milestone: Sendable {
    private struct State: Sendable {
        var count = 0
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Shared(State())

    package init() {}

    package var count: Int { state.withLock { $0.count } }

    package func reach() {
        let due = state.withLock { state in
            state.count += 1
            let count = state.count
            defer { state.waiters.removeAll { $0.count <= count } }
            return state.waiters.filter { $0.count <= count }.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    package func wait(for count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if state.count < count { state.waiters.append((count, continuation)) }
                return state.count >= count
            }
            if isReached { continuation.resume() }
        }
    }
}
