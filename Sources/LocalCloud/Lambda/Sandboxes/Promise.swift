import Synchronization

/// A value that somebody gives once, and that others wait for.
final class Promise<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [(ticket: Int, continuation: CheckedContinuation<Value?, Never>)] = []
        var lastTicket = 0
    }

    private let state = Mutex(State())

    /// The first value counts; false where there was one.
    @discardableResult
    func keep(_ value: Value) -> Bool {
        let waiters: [CheckedContinuation<Value?, Never>]? = state.withLock { state in
            guard state.value == nil else { return nil }
            state.value = value
            defer { state.waiters = [] }
            return state.waiters.map(\.continuation)
        }
        for waiter in waiters ?? [] { waiter.resume(returning: value) }
        return waiters != nil
    }

    /// The value once it is there; nil as soon as the task is cancelled.
    func value() async -> Value? {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let end: Value?? = state.withLock { state in
                    if let value = state.value { return .some(value) }
                    // A cancellation before this line found no waiter to remove, so it must be seen here.
                    if Task.isCancelled { return .some(nil) }
                    state.waiters.append((ticket, continuation))
                    return nil
                }
                if let end { continuation.resume(returning: end) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.ticket == ticket }.map { state.waiters.remove(at: $0).continuation }
            }
            waiter?.resume(returning: nil)
        }
    }
}
