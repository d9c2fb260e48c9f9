import Glibc
import Synchronization
import SystemCalls
import Time

/// A descriptor that does not block, and the tasks that wait for it.
final class Channel: Sendable {
    private let state: Mutex<ChannelState>
    private let loop: EventLoop

    /// Takes over a descriptor, and closes it at the end.
    init(adopting descriptor: Int32, on loop: EventLoop) throws(SystemError) {
        state = Mutex(ChannelState(descriptor: descriptor))
        self.loop = loop
        switch loop.watch(self, descriptor) {
        case .success(let number): state.withLock { $0.number = number }
        case .failure(let error): throw error
        }
    }

    deinit { close() }

    var isRetired: Bool { state.withLock { $0.isRetired } }
    var idleUntil: Instant? { state.withLock { $0.idleUntil } }

    /// Calls with the descriptor, which cannot be closed meanwhile, unless it is known that the call would block.
    func attempt(_ direction: Direction, _ call: (Int32) -> Result<Int, SystemError>) -> Attempt {
        state.withLock { state in
            guard let descriptor = state.descriptor, !state.isCut else { return .failed(SystemError(number: EBADF)) }
            guard state.isReady(for: direction) else { return .notReady }
            switch call(descriptor) {
            case .success(let count): return .done(count)
            case .failure(let error) where error.isWouldBlock:
                state.exhaust(direction)
                return .notReady
            case .failure(let error): return .failed(error)
            }
        }
    }

    /// Says that nothing more can be done before there is news, though no call has failed.
    func exhaust(_ direction: Direction) {
        state.withLock { $0.exhaust(direction) }
    }

    /// Waits until a call may succeed; returns at once where one may.
    func wait(for direction: Direction, _ patience: Patience) async -> WaitEnd {
        await withCheckedContinuation { waiter in
            if let end = state.withLock({ $0.wait(waiter, for: direction, patience) }) { waiter.resume(returning: end) }
        }
    }

    /// Returns when the other side is gone, or the channel is cut or closed.
    func waitForEnd() async {
        await withCheckedContinuation { watcher in
            if !state.withLock({ $0.watch(watcher) }) { watcher.resume() }
        }
    }

    /// Takes the loop's word of what has happened.
    func signal(_ readiness: Readiness) {
        change { $0.take(readiness) }
    }

    /// Ends the connection between two requests: now where it is idle, after the answer where it is not.
    func retire() {
        change { $0.isRetired = true }
    }

    /// Ends what waits and what would, and has the task told that is at work.
    func cut() {
        change { $0.isCut = true }
    }

    /// Ends the waits that have lasted too long.
    func expire(at now: Instant) {
        state.withLock { $0.late(at: now) }.make()
    }

    /// Sends no more, but can read on.
    func endSending() {
        state.withLock { state in
            guard let descriptor = state.descriptor else { return }
            _ = shutdown(descriptor, Int32(SHUT_WR))
        }
    }

    /// Has the other side see an error in place of an end, when the descriptor is closed.
    func resetAtClose() {
        state.withLock { state in
            guard let descriptor = state.descriptor else { return }
            var option = linger(l_onoff: 1, l_linger: 0)
            _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
    }

    /// Closes the descriptor; a second call does nothing.
    func close() {
        let (descriptor, number) = state.withLock { state in
            defer { (state.descriptor, state.number, state.isCut) = (nil, nil, true) }
            return (state.descriptor, state.number)
        }
        guard let descriptor else { return }
        _ = Glibc.close(descriptor)
        if let number { loop.forget(number) }
        change { _ in }
    }

    /// Changes the state, and wakes whom that concerns once the lock is open.
    private func change(_ body: (inout sending ChannelState) -> Void) {
        state.withLock { state in
            body(&state)
            return state.due()
        }.make()
    }
}
