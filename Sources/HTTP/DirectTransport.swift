package import Time

/// Carries requests to an answerer in this process: no socket, no thread, nothing that leaves the caller's executor.
package struct DirectTransport: HTTPTransport {
    private let answerer: any Answerer
    private let clock: any WallClock

    package init(to answerer: any Answerer, clock: any WallClock) {
        self.answerer = answerer
        self.clock = clock
    }

    package func exchange(
        _ request: WebRequest,
        into sink: any BodySink
    ) async throws(TransportFailure) -> WebResponseHead {
        if let fault = request.fault { throw .notSent(reason: fault) }
        guard let deadline = request.deadline else { return try await carry(request, into: sink).get() }
        if clock.now >= deadline { throw .deadlinePassed(sent: false) }
        let outcome = await withTaskGroup(of: Result<WebResponseHead, TransportFailure>?.self) { group in
            group.addTask { await carry(request, into: sink) }
            group.addTask { await isOver(deadline) ? .failure(.deadlinePassed(sent: true)) : nil }
            defer { group.cancelAll() }
            for await outcome in group { if let outcome { return outcome } }
            return .failure(.cancelled)
        }
        return try outcome.get()
    }

    private func isOver(_ deadline: Instant) async -> Bool {
        do {
            try await clock.sleep(until: deadline)
            return true
        } catch {
            return false
        }
    }

    private func carry(_ request: WebRequest, into sink: any BodySink) async -> Result<
        WebResponseHead, TransportFailure
    > {
        let answer = await answerer.answer(request.asSent)
        if Task.isCancelled { return .failure(.cancelled) }
        let head = WebResponseHead(status: answer.status, headers: answer.headers)
        do {
            try await sink.begin(head)
            switch answer.body {
            case .none: break
            case .bytes(let bytes): if !bytes.isEmpty { try await sink.take(bytes) }
            case .stream(let source, _):
                while case let piece = try await source.next(atMost: Self.pieceLimit), !piece.isEmpty {
                    try await sink.take(piece)
                }
            }
        } catch {
            return .failure(Task.isCancelled ? .cancelled : .body(error))
        }
        return .success(head)
    }

    /// As much of a stream as is in memory at a time.
    private static let pieceLimit = 65_536
}

extension WebRequest {
    /// With the fields that a transport adds by itself, where the caller left them to it.
    fileprivate var asSent: WebRequest {
        var request = self
        if headers["Host"] == nil { request.headers.add("Host", origin.authority) }
        let length: Int? =
            switch body {
            case .none: nil
            case .bytes(let bytes): bytes.count
            case .stream(_, let length): length
            }
        if let length, headers["Content-Length"] == nil { request.headers.add("Content-Length", "\(length)") }
        return request
    }
}
