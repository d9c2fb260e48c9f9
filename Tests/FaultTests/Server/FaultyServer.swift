import TestKit
import Time

/// A server over real connections that misbehaves by a script, and keeps a ledger of what it really did.
final class FaultyServer: Sendable {
    let server: ThreadedServer
    let ledger: Shared<Ledger>

    var port: UInt16 { server.port }

    init(_ script: Script) throws {
        let ledger = Shared(Ledger())
        self.ledger = ledger
        server = try ThreadedServer { connection in
            let conversation = Conversation(connection: connection, script: script, ledger: ledger)
            while conversation.goOn() {}
        }
    }
}

/// One connection of a misbehaving server.
private struct Conversation {
    let connection: ServerConnection
    let script: Script
    let ledger: Shared<Ledger>

    /// Takes one request; false where the connection is over.
    func goOn() -> Bool {
        guard let text = connection.head() else { return false }
        let head = RequestHead(text)
        // What the head already names is a call of S3's; of others only the body tells.
        guard let number = head.call else {
            guard let request = read(after: head) else { return false }
            let (call, attempt) = ledger.withLock { $0.begin(request.call) }
            return act(on: request, call, script.turn(attempt, of: call))
        }
        let (call, attempt) = ledger.withLock { $0.begin(number) }
        let turn = script.turn(attempt, of: call)
        if turn.isEarly {
            ledger.withLock { $0.count(turn.fault) }
            refuse(head, turn.fault)
            return false
        }
        guard let request = read(after: head) else { return false }
        return act(on: request, call, turn)
    }

    /// Ends before the body has come.
    private func refuse(_ head: RequestHead, _ fault: Fault) {
        if fault == .stallWhileReading {
            while !connection.read().isEmpty {}
        } else if fault == .resetWhileReading {
            if head.length > 0, !head.asks { _ = connection.read() }
            connection.reset()
        } else {
            let fields = [("Connection", "close"), ("x-amz-retry-after", "30")]
            let answer = Answer("503 Slow Down", fields, "<Error><Code>SlowDown</Code></Error>")
            connection.send(answer.head(at: ledger.withLock { $0.now }) + answer.body)
            // What still comes is read, for a connection closed over it would be reset, and the answer lost.
            if !head.asks { _ = read(after: head) }
        }
    }

    private func read(after head: RequestHead) -> FaultyRequest? {
        if head.asks, !connection.send("HTTP/1.1 100 Continue\r\n\r\n") { return nil }
        var bytes = Array(head.text.utf8)
        let whole = bytes.count + head.length
        while bytes.count < whole {
            let piece = connection.read()
            if piece.isEmpty { return nil }
            bytes += piece
        }
        return FaultyRequest(bytes)
    }

    private func act(on request: FaultyRequest, _ call: Int, _ turn: Script.Turn) -> Bool {
        let (answer, fault, now) = ledger.withLock { ledger -> (Answer, Fault, Instant) in
            let fault = turn.fault.applied(to: request)
            if fault == .clockJump { ledger.offset = ledger.offset == .zero ? .seconds(3_600) : .zero }
            if fault == .tokenExpiry { ledger.generation += 1 }
            ledger.count(fault)
            if let refusal = Cloud.refusal(of: request, &ledger) {
                return (refusal, fault.isRefusal ? .none : fault, ledger.now)
            }
            let answer = Cloud.answer(request, call: call, isDone: turn.hasEffect, &ledger)
            return (answer, fault, ledger.now)
        }
        return send(fault.replacing(answer, to: request, at: turn.cut), fault, turn.cut, at: now)
    }

    /// False where the connection is over.
    private func send(_ answer: Answer, _ fault: Fault, _ cut: Double, at now: Instant) -> Bool {
        switch fault {
        case .none, .clockJump, .tokenExpiry, .slowDown, .throttled, .serverError, .errorInSuccess, .damagedBody:
            return connection.send(answer.head(at: now) + answer.body)
        case .excessBody:
            return connection.send(answer.head(at: now) + answer.body + Array("and more than that".utf8))
        case .garbage: connection.send("SSH-2.0-OpenSSH_9.2p1\r\n")
        case .resetWhileReading, .resetBeforeHead: connection.reset()
        case .stallWhileReading, .stallBeforeHead: _ = connection.isClosed()
        case .resetMidHead, .resetMidBody, .shortBody, .endlessChunks, .stallMidBody:
            breakOff(answer, fault, cut, at: now)
        }
        return false
    }

    /// Sends a part of an answer.
    private func breakOff(_ answer: Answer, _ fault: Fault, _ cut: Double, at now: Instant) {
        var answer = answer
        answer.isChunked = fault == .endlessChunks
        answer.extraLength = fault == .shortBody || fault == .stallMidBody ? 10 : 0
        let head = answer.head(at: now)
        if fault == .resetMidHead {
            connection.send(head.prefix(1 + Int(cut * Double(head.count - 2))))
        } else {
            let length = fault == .resetMidBody ? Int(cut * Double(answer.body.count)) : answer.body.count
            let frame = answer.isChunked ? Array("\(String(max(1, length), radix: 16))\r\n".utf8) : []
            // A body of nothing can be cut nowhere: its head is.
            let end = answer.body.isEmpty && fault == .resetMidBody ? head.count - 2 : head.count
            connection.send(head.prefix(end) + frame + answer.body.prefix(length))
        }
        if fault == .stallMidBody { _ = connection.isClosed() }
        if fault == .resetMidHead || fault == .resetMidBody { connection.reset() }
    }
}

extension Script.Turn {
    /// Whether it goes wrong before the body has come, where the head tells which call it is of.
    fileprivate var isEarly: Bool {
        fault == .resetWhileReading || fault == .stallWhileReading || (fault == .slowDown && cut < 0.5)
    }
}

extension Fault {
    /// What becomes of it where that request has come whole.
    fileprivate func applied(to request: FaultyRequest) -> Fault {
        // Only what may take long is answered so.
        if self == .errorInSuccess, !request.mayFailInSuccess { return .serverError }
        let instead: [Fault: Fault] = [.resetWhileReading: .resetBeforeHead, .stallWhileReading: .stallBeforeHead]
        return instead[self] ?? self
    }

    fileprivate func replacing(_ answer: Answer, to request: FaultyRequest, at cut: Double) -> Answer {
        let said: [Fault: (status: String, code: String)] = [
            .slowDown: ("503 Slow Down", "SlowDown"),
            .throttled: ("429 Too Many Requests", "ThrottlingException"),
            .serverError: ("500 Internal Server Error", "InternalError"),
            .errorInSuccess: ("200 OK", "InternalError"),
        ]
        var answer = said[self].map { .error($0.status, $0.code, for: request) } ?? answer
        if isRefusal { answer.headers.append(("x-amz-retry-after", "40")) }
        if self == .damagedBody { answer.damage(at: cut) }
        return answer
    }
}

extension FaultyRequest {
    fileprivate var mayFailInSuccess: Bool {
        operation == .s3 && (recorded.method == "POST" || recorded.headers["x-amz-copy-source"] != nil)
    }
}

extension Answer {
    /// Its length stays, and so do its head's words about it.
    fileprivate mutating func damage(at share: Double) {
        headers.removeAll { $0.0 == "ETag" && body.isEmpty }
        guard !body.isEmpty else { return }
        body[Int(share * Double(body.count))] ^= 0x15
    }
}
