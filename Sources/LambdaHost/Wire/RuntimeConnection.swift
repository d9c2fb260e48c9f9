import Sockets

/// One keep-alive connection to the Runtime API: requests out, responses in, one after the other.
///
/// There is no time limit: the sandbox is frozen between events, and a wait may last for hours.
final class RuntimeConnection<D: Dialer> {
    typealias Stream = D.Stream

    private let dialer: D
    private let address: Address
    private var stream: Stream?
    /// What has arrived and was not used yet.
    private var inbox: [UInt8] = []

    /// As much as one read takes: a whole small event with its head.
    private static var readSize: Int { 16 * 1024 }

    init(to address: Address, by dialer: D) {
        self.address = address
        self.dialer = dialer
    }

    /// Sends a request and waits for its response; nil where the interruption came before the first byte of it.
    ///
    /// Nothing is sent after the interruption: an event asked for and not awaited would be lost.
    /// A kept connection may have been closed since its last use, so a request on one is sent once more on a new one.
    func exchange(
        _ request: RuntimeRequest,
        unless interruption: Interruption? = nil
    ) async throws(ConnectionFailure) -> RuntimeResponse? {
        if interruption?.hasCome == true { return nil }
        if let kept = stream {
            do {
                return try await exchange(request, over: kept, unless: interruption)
            } catch ConnectionFailure.closedBeforeReply {
                drop()
            } catch {
                drop()
                throw error
            }
        }
        let stream = try await open()
        do {
            return try await exchange(request, over: stream, unless: interruption)
        } catch {
            drop()
            throw error
        }
    }

    /// Begins a request whose body follows by `write`, on a connection that is known to be good or new.
    ///
    /// The first write to a connection that the other side has closed still succeeds, and is lost: so we look before.
    func begin(_ head: [UInt8], _ first: [UInt8]) async throws(ConnectionFailure) {
        if let stream, stream.isQuiet, case .success = await attempt(head, first, stream) { return }
        drop()
        try await write(head, first)
    }

    func write(_ head: [UInt8], _ body: [UInt8]) async throws(ConnectionFailure) {
        let stream: Stream
        if let kept = self.stream { stream = kept } else { stream = try await open() }
        if case .failure(let failure) = await attempt(head, body, stream) { throw .stream(failure) }
    }

    /// Reads the response to what `begin` and `write` sent.
    func response() async throws(ConnectionFailure) -> RuntimeResponse {
        guard let stream else { throw .closedBeforeReply }
        do {
            return try await receive(from: stream)
        } catch {
            drop()
            throw error
        }
    }

    /// Gives the connection up: what it still carries belongs to no exchange any more.
    func drop() {
        stream?.close()
        stream = nil
        inbox.removeAll(keepingCapacity: true)
    }

    private func open() async throws(ConnectionFailure) -> Stream {
        do {
            let stream = try await dialer.dial(address)
            self.stream = stream
            return stream
        } catch {
            throw .stream(error)
        }
    }

    /// Writes both; a `100 Continue` that comes meanwhile is passed over, for whoever sent it waits for the rest.
    private func attempt(_ head: [UInt8], _ body: [UInt8], _ stream: Stream) async -> Result<Void, StreamFailure> {
        var (head, body) = (head, body)
        for _ in 0...WireLimits.informational {
            do throws(StreamFailure) {
                return .success(try await stream.write(head, body))
            } catch {
                guard case .answeredEarly(let taken) = error, await passesOver(stream) else { return .failure(error) }
                body.removeFirst(min(body.count, max(0, taken - head.count)))
                head.removeFirst(min(head.count, taken))
            }
        }
        return .failure(.dropped(reason: "more than \(WireLimits.informational) times 100 Continue"))
    }

    /// Whether what has arrived was an informational head, which is gone then; every other head stays to be read.
    private func passesOver(_ stream: Stream) async -> Bool {
        do {
            let (head, end) = try await arrivingHead(from: stream)
            guard (100..<200).contains(head.status) else { return false }
            inbox.removeFirst(end)
            return true
        } catch {
            // Whoever reads the reply meets the same failure, and says it.
            return false
        }
    }

    private func exchange(
        _ request: RuntimeRequest,
        over stream: Stream,
        unless interruption: Interruption?
    ) async throws(ConnectionFailure) -> RuntimeResponse? {
        switch await attempt(request.head, request.body, stream) {
        case .success: break
        case .failure:
            // A peer that refuses a body answers, and closes while we still write: its answer counts, not our write.
            let response = try await receive(from: stream)
            drop()
            return response
        }
        if let interruption {
            do {
                if try await stream.waitForBytes(unless: interruption) == .interrupted { return nil }
            } catch {
                throw .stream(error)
            }
        }
        return try await receive(from: stream)
    }

    private func receive(from stream: Stream) async throws(ConnectionFailure) -> RuntimeResponse {
        for _ in 0...WireLimits.informational {
            let head = try await head(from: stream)
            let body = try await body(of: head, from: stream)
            guard (100..<200).contains(head.status) else {
                if !head.keepsAlive || !inbox.isEmpty { drop() }
                return RuntimeResponse(head: head, body: body)
            }
        }
        throw .wire(.malformed("the row of 100 Continue"))
    }

    private func head(from stream: Stream) async throws(ConnectionFailure) -> ResponseHead {
        let (head, end) = try await arrivingHead(from: stream)
        inbox.removeFirst(end)
        return head
    }

    /// The next head and where it ends in the inbox, in which it stays.
    private func arrivingHead(from stream: Stream) async throws(ConnectionFailure) -> (head: ResponseHead, end: Int) {
        while true {
            do {
                if let found = try ResponseHead.parse(inbox) { return found }
            } catch {
                throw .wire(error)
            }
            let wasEmpty = inbox.isEmpty
            switch await fill(&inbox, atMost: Self.readSize, from: stream) {
            case .success(0), .failure: throw wasEmpty ? .closedBeforeReply : .truncated
            case .success: break
            }
        }
    }

    private func fill(
        _ buffer: inout [UInt8],
        atMost limit: Int,
        from stream: Stream
    ) async -> Result<Int, StreamFailure> {
        do throws(StreamFailure) {
            return .success(try await stream.read(into: &buffer, atMost: limit))
        } catch {
            return .failure(error)
        }
    }

    private func body(of head: ResponseHead, from stream: Stream) async throws(ConnectionFailure) -> [UInt8] {
        switch head.framing {
        case .none: return []
        case .length(let length): return try await body(length: length, from: stream)
        case .chunked: return try await chunkedBody(from: stream)
        case .untilClose: return try await bodyUntilClose(from: stream)
        }
    }

    /// Reads a long body straight into its own memory: what arrives behind the head is copied, nothing else.
    private func body(length: Int, from stream: Stream) async throws(ConnectionFailure) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(length)
        let arrived = min(length, inbox.count)
        body.append(contentsOf: inbox[..<arrived])
        if arrived == inbox.count { inbox.removeAll(keepingCapacity: true) } else { inbox.removeFirst(arrived) }
        while body.count < length {
            switch await fill(&body, atMost: length - body.count, from: stream) {
            case .success(0), .failure: throw .truncated
            case .success: break
            }
        }
        return body
    }

    private func chunkedBody(from stream: Stream) async throws(ConnectionFailure) -> [UInt8] {
        var chunks = ChunkedBody()
        while true {
            do {
                inbox.removeFirst(try chunks.feed(inbox[...]))
            } catch {
                throw .wire(error)
            }
            if chunks.isComplete { return chunks.body }
            switch await fill(&inbox, atMost: Self.readSize, from: stream) {
            case .success(0), .failure: throw .truncated
            case .success: break
            }
        }
    }

    private func bodyUntilClose(from stream: Stream) async throws(ConnectionFailure) -> [UInt8] {
        var body = inbox
        inbox.removeAll(keepingCapacity: true)
        while true {
            switch await fill(&body, atMost: Self.readSize, from: stream) {
            case .success(0): return body
            case .success where body.count > WireLimits.body:
                throw .wire(.tooLong("body", limit: WireLimits.body))
            case .success: break
            case .failure: throw .truncated
            }
        }
    }
}
