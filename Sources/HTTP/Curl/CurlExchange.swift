/// One request and its response: what its caller and the thread share.
final class CurlExchange: Sendable {
    let request: WebRequest
    /// How long a body may be that is gathered; nil where a sink takes it piece by piece.
    let bodyLimit: Int?
    /// When the exchange is given up, on a clock that nobody sets.
    let end: ContinuousClock.Instant?

    private let download = Guarded(Download())
    private let upload = Guarded(Upload())

    init(_ request: WebRequest, bodyLimit: Int?, end: ContinuousClock.Instant?) {
        self.request = request
        self.bodyLimit = bodyLimit
        self.end = end
    }
}

/// The thread's side.
extension CurlExchange {
    var isOver: Bool { download.withLock { $0.isOver } }

    func offer(_ head: WebResponseHead) {
        download.withLock { $0.offer(head) }?.make()
    }

    /// False where the bytes have to be offered again later.
    func offer(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let taken = download.withLock({ $0.offer(bytes) }) else { return false }
        taken?.make()
        return true
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Upload.Portion {
        let (portion, call) = upload.withLock { $0.read(into: buffer) }
        call?.make()
        return portion
    }

    func end(_ result: Result<WebResponse, TransportFailure>) {
        upload.withLock { $0.end() }?.make()
        download.withLock { $0.end(result) }?.make()
    }
}

/// The caller's side.
extension CurlExchange {
    /// What comes next, and whether asking for it made the room that the thread waits for.
    func next(through mailbox: CurlMailbox) async -> Download.Arrival {
        await withCheckedContinuation { waiter in
            let (delivery, resumes) = download.withLock { $0.ask(waiter) }
            if resumes { mailbox.post(.resume(self)) }
            delivery?.make()
        }
    }

    /// Whether the other side wants more of the request's body.
    func isWanted() async -> Bool {
        await withCheckedContinuation { waiter in
            upload.withLock { $0.ask(waiter) }?.make()
        }
    }

    /// No bytes are the end.
    func put(_ bytes: [UInt8], through mailbox: CurlMailbox) {
        if upload.withLock({ $0.put(bytes) }) { mailbox.post(.resume(self)) }
    }
}
