import HTTP
import Ports
import Synchronization

/// Bytes on their way from a store, which pushes them, to an engine, which asks for them: one piece at a time.
///
/// Whoever is faster waits, so that a file of any size takes up no more than two pieces here.
final class Handover: ByteSink, BodySource {
    private struct State {
        var piece: ArraySlice<UInt8> = []
        var offered: Int64 = 0
        var given: Int64 = 0
        var end: End?
        var waiters: [Side: CheckedContinuation<Void, Never>] = [:]

        func lets(_ side: Side) -> Bool {
            switch side {
            case .giver: end != nil || piece.isEmpty
            case .taker: end != nil || !piece.isEmpty
            }
        }
    }

    private enum Side {
        case giver, taker
    }

    private enum End {
        /// All of it has come.
        case complete
        /// The store cannot give the rest.
        case failed
        /// Nobody takes the rest.
        case closed
    }

    private let state = Mutex(State())

    /// How many bytes came, of which the last may not have been taken.
    var offered: Int64 { state.withLock { $0.offered } }
    /// How many bytes were taken.
    var given: Int64 { state.withLock { $0.given } }

    /// Waits until there is room for the piece, not until it is taken: the next is fetched meanwhile.
    func take(_ piece: [UInt8]) async throws(PortError) {
        while true {
            if Task.isCancelled { throw .cancelled }
            let isIn: Bool? = state.withLock { state in
                if state.end != nil { return nil }
                guard state.piece.isEmpty else { return false }
                state.piece = piece[...]
                state.offered += Int64(piece.count)
                return true
            }
            guard let isIn else { throw .cancelled }
            if isIn { return wake(.taker) }
            await wait(.giver)
        }
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        while true {
            if Task.isCancelled { throw BodyFailure("the scan was cancelled") }
            let (bytes, end) = state.withLock { state -> ([UInt8], End?) in
                let bytes = Array(state.piece.prefix(limit))
                state.piece = state.piece.dropFirst(bytes.count)
                state.given += Int64(bytes.count)
                return (bytes, state.end)
            }
            if !bytes.isEmpty {
                wake(.giver)
                return bytes
            }
            switch end {
            case .complete: return []
            case .failed, .closed: throw BodyFailure("the file came to no end")
            case nil: await wait(.taker)
            }
        }
    }

    /// What was taken is gone.
    func rewind() async -> Bool { false }

    /// The store has given all that it can.
    func finish(isComplete: Bool) { end(isComplete ? .complete : .failed) }

    /// Nobody asks for more: whoever still gives is told.
    func close() { end(.closed) }
}

extension Handover {
    private func end(_ end: End) {
        state.withLock { $0.end = $0.end ?? end }
        wake(.taker)
        wake(.giver)
    }

    private func wake(_ side: Side) {
        state.withLock { $0.waiters.removeValue(forKey: side) }?.resume()
    }

    /// Returns when what is waited for may have come, or the task is cancelled: whoever waits looks again.
    private func wait(_ side: Side) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isOver = state.withLock { state in
                    // A cancellation before this line found nobody to wake.
                    if state.lets(side) || Task.isCancelled { return true }
                    state.waiters[side] = waiter
                    return false
                }
                if isOver { waiter.resume() }
            }
        } onCancel: {
            wake(side)
        }
    }
}
