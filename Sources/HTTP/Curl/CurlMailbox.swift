import CCurl

/// How callers tell the thread what to do.
final class CurlMailbox: Sendable {
    enum Order: Sendable {
        case begin(CurlExchange)
        /// There is room for the response or more of the request: whatever was paused goes on.
        case resume(CurlExchange)
        case stop(CurlExchange, TransportFailure)
    }

    fileprivate struct Post: Sendable {
        var orders: [Order] = []
        /// The address of the multi handle, which is rung where the thread sleeps; nil once the thread ends.
        var bell: UInt?
        var isAsleep = false
        var isStopped = false
        var isOver = false
        var mourners: [CheckedContinuation<Void, Never>] = []
    }

    private let post: Guarded<Post>

    init(bell: UInt) {
        post = Guarded(Post(bell: bell))
    }

    func post(_ order: Order) {
        let isHeard = post.withLock { post in
            guard post.bell != nil else { return false }
            post.orders.append(order)
            post.wake()
            return true
        }
        if !isHeard, case .begin(let exchange) = order { exchange.end(.failure(Self.shutDown)) }
    }

    /// Ends the thread, and with it what is under way.
    func stop() {
        post.withLock { post in
            post.isStopped = true
            post.wake()
        }
    }

    /// Returns once the thread is done with.
    func waitForEnd() async {
        await withCheckedContinuation { mourner in
            let isOver = post.withLock { post in
                if !post.isOver { post.mourners.append(mourner) }
                return post.isOver
            }
            if isOver { mourner.resume() }
        }
    }

    static let shutDown = TransportFailure.notSent(reason: "the transport is shut down")
}

/// The thread's side.
extension CurlMailbox {
    /// What has come, and whether the thread is to end.
    func collect() -> (orders: [Order], isStopped: Bool) {
        post.withLock { post in
            defer { post.orders.removeAll(keepingCapacity: true) }
            post.isAsleep = false
            return (post.orders, post.isStopped)
        }
    }

    /// Whether the thread may sleep: from now on it is woken by what comes.
    func mayFallAsleep() -> Bool {
        post.withLock { post in
            post.isAsleep = post.orders.isEmpty && !post.isStopped
            return post.isAsleep
        }
    }

    /// Takes no more orders, and gives those that nobody has seen.
    ///
    /// Afterwards the bell may go.
    func close() -> [Order] {
        post.withLock { post in
            defer { post.orders = [] }
            post.bell = nil
            return post.orders
        }
    }

    func announceEnd() {
        let mourners = post.withLock { post in
            post.isOver = true
            defer { post.mourners = [] }
            return post.mourners
        }
        for mourner in mourners { mourner.resume() }
    }
}

extension CurlMailbox.Post {
    fileprivate mutating func wake() {
        guard isAsleep, let bell = bell.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) else { return }
        isAsleep = false
        // It fails only for a handle that is none, or where a byte could not be left because many lie there already.
        _ = curl_multi_wakeup(bell)
    }
}
