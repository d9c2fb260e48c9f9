/// A response on its way from the thread to its caller.
///
/// Whatever comes while the caller is busy is gathered to one piece, so a slow caller is asked less often, not more.
struct Download: Sendable {
    enum Arrival: Sendable {
        case head(WebResponseHead)
        case piece([UInt8])
        case end(Result<WebResponse, TransportFailure>)
    }

    /// Wakes the caller; not under a lock.
    struct Delivery: Sendable {
        fileprivate let waiter: CheckedContinuation<Arrival, Never>
        fileprivate let arrival: Arrival

        func make() { waiter.resume(returning: arrival) }
    }

    private var head: WebResponseHead?
    private var gathered: [UInt8] = []
    private var result: Result<WebResponse, TransportFailure>?
    private var waiter: CheckedContinuation<Arrival, Never>?
    /// The thread was told to wait, and is to be told when there is room.
    private var isPaused = false

    var isOver: Bool { result != nil }

    mutating func offer(_ head: WebResponseHead) -> Delivery? {
        self.head = head
        return deliver()
    }

    /// Nil where there is no room: the thread keeps the bytes and offers them again.
    mutating func offer(_ bytes: UnsafeRawBufferPointer) -> Delivery?? {
        guard gathered.isEmpty || bytes.count <= CurlLimits.piece - gathered.count else {
            isPaused = true
            return nil
        }
        if waiter == nil, gathered.isEmpty { gathered.reserveCapacity(CurlLimits.piece) }
        gathered.append(contentsOf: bytes)
        return .some(deliver())
    }

    /// The first end is the one that counts.
    mutating func end(_ result: Result<WebResponse, TransportFailure>) -> Delivery? {
        if self.result == nil { self.result = result }
        return deliver()
    }

    /// Asks for what comes next; `resumes` where the thread waits for the room that this made.
    mutating func ask(_ waiter: CheckedContinuation<Arrival, Never>) -> (delivery: Delivery?, resumes: Bool) {
        self.waiter = waiter
        let delivery = deliver()
        defer { if gathered.isEmpty { isPaused = false } }
        return (delivery, isPaused && gathered.isEmpty && result == nil)
    }

    private mutating func deliver() -> Delivery? {
        guard let waiter, let arrival = next() else { return nil }
        self.waiter = nil
        return Delivery(waiter: waiter, arrival: arrival)
    }

    /// A failure goes before what is left of the body; an end comes after it.
    private mutating func next() -> Arrival? {
        if case .failure = result, let result { return .end(result) }
        if let head {
            self.head = nil
            return .head(head)
        }
        if !gathered.isEmpty {
            defer { gathered = [] }
            return .piece(gathered)
        }
        return result.map(Arrival.end)
    }
}
