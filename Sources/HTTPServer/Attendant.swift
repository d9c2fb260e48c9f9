import HTTP
import Time

/// Attends to one connection after the other: requests in their order, one at a time, each answered before the next.
struct Attendant: Sendable {
    let answerer: any Answerer
    let date: DateField
    let limits: ServerLimits
    let clock: any WallClock
    let port: UInt16

    /// A head and a small body come in one piece.
    private static let headPiece = 16 * 1024

    /// Returns when the connection can be closed.
    func attend(_ channel: Channel) async {
        let connection = Connection(channel: channel, limits: limits, clock: clock)
        do throws(ConnectionEnd) {
            try await converse(on: connection)
        } catch {
            guard case .refused(let fault) = error else { return }
            await refuse(fault, on: connection)
        }
    }

    private func converse(on connection: Connection) async throws(ConnectionEnd) {
        var inbox = Inbox()
        var reader = HeadReader(limits: limits)
        while let head = try await nextHead(from: &inbox, by: &reader, on: connection) {
            guard try await exchange(head, &inbox, on: connection) else { return await linger(on: connection) }
        }
    }

    /// The next request's head; nil where there is none.
    private func nextHead(
        from inbox: inout Inbox,
        by reader: inout HeadReader,
        on connection: Connection
    ) async throws(ConnectionEnd) -> RequestHead? {
        // Counts from the first byte: what comes in time but in crumbs is late as well.
        var headEnd: Instant?
        while true {
            do {
                if let head = try reader.next(from: &inbox) { return head }
            } catch {
                throw .refused(error)
            }
            if connection.channel.isRetired, inbox.isEmpty { return nil }
            if headEnd == nil, !inbox.isEmpty { headEnd = clock.now + limits.headTime }
            let patience =
                headEnd.map { Patience(deadline: $0) }
                ?? Patience(deadline: clock.now + limits.idleTime, isIdle: true)
            do {
                let more = try await connection.read(into: &inbox, atMost: Self.headPiece, patience)
                // A connection that ends within a head was never going to be answered.
                if !more { return nil }
            } catch .tooSlow {
                if patience.isIdle { return nil }
                throw .refused(.headTooSlow)
            } catch {
                throw error
            }
        }
    }

    /// Answers one request; says whether the connection can carry another.
    private func exchange(
        _ head: RequestHead,
        _ inbox: inout Inbox,
        on connection: Connection
    ) async throws(ConnectionEnd) -> Bool {
        let reader: BodyReader
        do {
            reader = try BodyReader(head.framing, limits: limits)
        } catch {
            throw .refused(error)
        }
        let writer = AnswerWriter(connection: connection, date: date)
        if let length = reader.rest, length <= inbox.count {
            // There is nothing to wait for, and yet some clients do: botocore, with an empty file.
            if length == 0, head.expectsContinue { try await connection.giveLeave() }
            let body = length == 0 ? WebBody.none : .bytes(inbox.take(length))
            let answer = await answerer.answer(request(head, body))
            return try await writer.write(answer, to: head, mayGoOn: true)
        }
        let leave: RequestBody.Leave = head.expectsContinue && inbox.isEmpty ? .awaited : .needless
        let source = RequestBody(.init(inbox: inbox, reader: reader, leave: leave), on: connection)
        inbox.clear()
        var answer = await answerer.answer(request(head, .stream(source, length: reader.rest)))
        // Where the answer comes out of the request's body, that is asked for before the answer's head goes out.
        if source.isAwaited, head.method != "HEAD" { answer.body = await answer.body.begun() }
        source.beginAnswer()
        // What the client did wrong it is told by the server: the answerer has only seen its body break.
        if let fault = source.fault { throw .refused(fault) }
        let goesOn = try await writer.write(answer, to: head, mayGoOn: source.isWorthDraining(limits))
        guard let rest = source.end(), goesOn else { return false }
        return await drain(rest, into: &inbox, on: connection)
    }

    private func request(_ head: RequestHead, _ body: WebBody) -> WebRequest {
        WebRequest(
            method: head.method,
            origin: head.origin ?? WebOrigin(scheme: .http, host: "127.0.0.1", port: port),
            target: head.target,
            headers: head.headers,
            body: body
        )
    }

    /// Reads what the answerer did not, up to the limit; what follows it is the next request.
    private func drain(
        _ rest: RequestBody.Work,
        into inbox: inout Inbox,
        on connection: Connection
    ) async -> Bool {
        var rest = rest
        var drained = 0
        do {
            while !rest.reader.isAtEnd, drained <= limits.unreadBody {
                drained += try await rest.next(atMost: Self.headPiece, on: connection).count
            }
        } catch {
            // Its request is answered; what is wrong with the rest of it is told by the end of the connection.
            return false
        }
        inbox = rest.inbox
        return rest.reader.isAtEnd
    }

    /// Says what is wrong, and that the connection ends with it.
    private func refuse(_ fault: RequestFault, on connection: Connection) async {
        let answer = WebAnswer(
            status: fault.status,
            headers: ["content-type": "text/plain; charset=utf-8"],
            body: .bytes(Array("\(fault)\n".utf8))
        )
        do {
            let request = AnsweredRequest(isHead: false, isHTTP10: false)
            let writer = AnswerWriter(connection: connection, date: date)
            _ = try await writer.write(answer, as: request, mayGoOn: false)
            await linger(on: connection)
        } catch {
            // Nobody is there to be told.
        }
    }

    /// Reads and forgets until the client closes too, or for a short while.
    ///
    /// Closing with bytes unread resets the connection, and a reset takes away the answer that was not read yet.
    private func linger(on connection: Connection) async {
        connection.channel.endSending()
        let patience = Patience(deadline: clock.now + limits.lingerTime)
        var rest = Inbox()
        do {
            while try await connection.read(into: &rest, atMost: Self.headPiece, patience) {
                rest.clear()
                if clock.now >= patience.deadline { return }
            }
        } catch {
            // Slow, broken or cut: it is closed now in any case.
        }
    }
}
