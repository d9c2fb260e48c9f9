/// A request's streamed body on its way from its caller to the thread.
struct Upload: Sendable {
    /// Wakes the caller; not under a lock.
    struct Call: Sendable {
        fileprivate let waiter: CheckedContinuation<Bool, Never>
        fileprivate let isWanted: Bool

        func make() { waiter.resume(returning: isWanted) }
    }

    enum Portion: Sendable {
        case bytes(Int)
        case end
        /// Nothing is there yet; the thread is told when there is.
        case later
    }

    private var piece: [UInt8] = []
    private var taken = 0
    private var isComplete = false
    private var isOver = false
    /// libcurl asks once the connection stands and the other side gave leave; before, nothing is read from the source.
    private var isWanted = false
    private var isPaused = false
    private var waiter: CheckedContinuation<Bool, Never>?

    /// Fills the thread's buffer as far as there is something.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> (portion: Portion, call: Call?) {
        isWanted = true
        if taken < piece.count {
            let count = min(buffer.count, piece.count - taken)
            piece.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[taken..<taken + count]))
            }
            taken += count
            if taken == piece.count { (piece, taken) = ([], 0) }
            return (.bytes(count), call())
        }
        if isComplete { return (.end, nil) }
        isPaused = true
        return (.later, call())
    }

    /// Asks for room for the next piece; the answer is false where no more is wanted.
    mutating func ask(_ waiter: CheckedContinuation<Bool, Never>) -> Call? {
        self.waiter = waiter
        return call()
    }

    /// Takes the next piece, for which there is room, or the end; true where the thread waits for it.
    mutating func put(_ bytes: [UInt8]) -> Bool {
        if bytes.isEmpty { isComplete = true } else { piece = bytes }
        defer { isPaused = false }
        return isPaused
    }

    mutating func end() -> Call? {
        isOver = true
        (piece, taken) = ([], 0)
        return call()
    }

    private mutating func call() -> Call? {
        guard let waiter, isOver || (isWanted && piece.isEmpty) else { return nil }
        self.waiter = nil
        return Call(waiter: waiter, isWanted: !isOver)
    }
}
