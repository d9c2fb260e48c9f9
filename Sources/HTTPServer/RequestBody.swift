import HTTP
import Synchronization

/// A request's body, read from the connection as the answerer asks for it: who reads slowly slows the client down.
final class RequestBody: BodySource {
    private struct State {
        /// Nil while a piece is being read, and when the exchange is over.
        var work: Work?
        var failure: ConnectionEnd?
        var isOver = false

        /// Not kept here as well: the bytes would be copied when they are changed.
        mutating func takeWork() -> Work? {
            defer { work = nil }
            return work
        }
    }

    /// Whether the client waits to be told to send the body (RFC 9110, section 10.1.1).
    enum Leave {
        /// It waits for nothing, or has been told.
        case needless
        case awaited
        /// The answer has begun, and nothing can be said before it any more.
        case tooLate
    }

    /// What one reader at a time holds.
    struct Work {
        var inbox: Inbox
        var reader: BodyReader
        var leave: Leave
    }

    private let state: Mutex<State>
    private let connection: Connection

    /// As much as is read at a time: more takes memory for a socket's whole buffer and wins nothing.
    private static let pieceLimit = 128 * 1024

    init(_ work: Work, on connection: Connection) {
        state = Mutex(State(work: work))
        self.connection = connection
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        guard var work = state.withLock({ $0.takeWork() }) else {
            throw BodyFailure("the body is read elsewhere, or its exchange is over")
        }
        var failure: ConnectionEnd?
        var piece: [UInt8] = []
        do {
            piece = try await work.next(atMost: max(1, min(limit, Self.pieceLimit)), on: connection)
        } catch {
            failure = error
        }
        state.withLock { state in
            state.failure = state.failure ?? failure
            if !state.isOver { state.work = work }
        }
        if let failure { throw BodyFailure(failure.ofBody) }
        return piece
    }

    /// It comes from a connection, which has no way back.
    func rewind() async -> Bool { false }

    /// What the client did wrong in the body, as far as it was read.
    var fault: RequestFault? {
        guard case .refused(let fault) = state.withLock({ $0.failure }) else { return nil }
        return fault
    }

    /// Whether the first read would have the client told to send.
    var isAwaited: Bool { state.withLock { $0.work?.leave == .awaited } }

    /// The answer begins: who has not been told to send by now never is.
    func beginAnswer() {
        state.withLock { if $0.work?.leave == .awaited { $0.work?.leave = .tooLate } }
    }

    /// Whether what was not read is so little that the connection is better kept.
    func isWorthDraining(_ limits: ServerLimits) -> Bool {
        state.withLock { state in
            guard state.failure == nil, let work = state.work else { return false }
            // A client that still waits for leave may send the body or not: what follows cannot be told apart.
            return work.leave == .needless && work.reader.rest ?? 0 <= limits.unreadBody
        }
    }

    /// Ends the exchange and gives back what has arrived.
    ///
    /// Nil where somebody still reads, against all order, or reading has failed: the connection carries no more then.
    func end() -> Work? {
        state.withLock { state in
            state.isOver = true
            return state.failure == nil ? state.takeWork() : nil
        }
    }
}

extension RequestBody.Work {
    /// The next piece; none at the end.
    mutating func next(atMost limit: Int, on connection: Connection) async throws(ConnectionEnd) -> [UInt8] {
        while true {
            do {
                switch try reader.next(from: &inbox, atMost: limit) {
                case .bytes(let bytes): return bytes
                case .end: return []
                case .later: break
                }
            } catch {
                throw .refused(error)
            }
            switch leave {
            case .needless: break
            case .awaited:
                leave = .needless
                try await connection.giveLeave()
            case .tooLate: throw .cut
            }
            guard try await connection.read(into: &inbox, atMost: limit, connection.stalling) else { throw .broken }
        }
    }
}

extension Connection {
    /// Lets a client that waits for it send its body.
    func giveLeave() async throws(ConnectionEnd) { try await write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
}

extension ConnectionEnd {
    fileprivate var ofBody: String {
        switch self {
        case .broken: "the connection broke before the body was whole"
        case .tooSlow: "nothing more of the body came in time"
        case .cut: "the connection was ended before the body was whole"
        case .refused(let fault): fault.description
        }
    }
}
