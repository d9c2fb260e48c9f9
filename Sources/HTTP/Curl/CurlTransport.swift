package import Time

/// HTTP over the network, by libcurl.
///
/// One thread, started with the first request, works on all of them; it ends with the last reference to the transport.
/// Certificates and names are always verified, TLS is 1.2 or newer, and a redirect is an answer like any other.
package final class CurlTransport: HTTPTransport {
    private enum Worker {
        case none
        case running(CurlMailbox)
        case shutDown
    }

    private let worker = Guarded(Worker.none)
    private let settings: CurlSettings
    private let clock: any WallClock

    /// Deadlines are read on `clock`, once, when a request begins; from then on the machine's own time counts.
    package init(
        trusting authorities: CertificateAuthorities,
        clock: any WallClock = SystemClock(),
        limits: CurlLimits = CurlLimits(),
        gauge: CurlGauge = CurlGauge()
    ) {
        settings = CurlSettings(authorities: authorities, limits: limits, gauge: gauge)
        self.clock = clock
    }

    deinit {
        if case .running(let mailbox) = worker.withLock({ $0 }) { mailbox.stop() }
    }

    package func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure)
        -> WebResponseHead
    {
        try await perform(request, bodyLimit: nil, sink: sink).head
    }

    /// The thread gathers the body, so the caller is woken once.
    package func exchange(_ request: WebRequest, bodyLimit: Int) async throws(TransportFailure) -> WebResponse {
        try await perform(request, bodyLimit: bodyLimit, sink: nil)
    }

    /// Fails what is under way and what comes later, and returns once the thread has ended.
    package func shutDown() async {
        let last = worker.withLock { worker in
            defer { worker = .shutDown }
            return worker
        }
        guard case .running(let mailbox) = last else { return }
        mailbox.stop()
        await mailbox.waitForEnd()
    }

    private func perform(
        _ request: WebRequest,
        bodyLimit: Int?,
        sink: (any BodySink)?
    ) async throws(TransportFailure) -> WebResponse {
        // The thread must not end while this waits for it.
        defer { withExtendedLifetime(self) {} }
        if let fault = request.fault { throw .notSent(reason: fault) }
        let rest = request.deadline.map { $0 - clock.now }
        if let rest, rest <= .zero { throw .deadlinePassed(sent: false) }
        let exchange = CurlExchange(request, bodyLimit: bodyLimit, end: rest.map { .now + $0 })
        let call = CurlCall(exchange: exchange, mailbox: try mailbox(), sink: sink)
        let result = await withTaskCancellationHandler {
            await call.perform()
        } onCancel: {
            call.stop(.cancelled)
        }
        return try result.get()
    }

    private func mailbox() throws(TransportFailure) -> CurlMailbox {
        let outcome = worker.withLock { worker -> Result<CurlMailbox, TransportFailure> in
            switch worker {
            case .running(let mailbox): return .success(mailbox)
            case .shutDown: return .failure(CurlMailbox.shutDown)
            case .none:
                do throws(CurlFailure) {
                    let mailbox = try CurlThread.start(settings)
                    worker = .running(mailbox)
                    return .success(mailbox)
                } catch {
                    return .failure(.notSent(reason: error.description))
                }
            }
        }
        return try outcome.get()
    }
}
