import Encoding
import Hosting
import JSON
import Sockets

/// A streamed reply on its way: chunks out, an error in the trailer if it comes to one.
///
/// Nothing is sent before the first piece, so a reply that fails at once is an ordinary error.
final class ReplyStream<D: Dialer>: ReplyWriter {
    enum State {
        case unsent, sending
        case broken(ConnectionFailure)
    }

    private(set) var state = State.unsent
    private let connection: RuntimeConnection<D>
    private let head: [UInt8]
    private let prelude: [UInt8]
    /// The end of the chunk before, which travels with the next: one packet for each piece.
    private var pending: [UInt8] = []

    private static var lineEnd: [UInt8] { Array("\r\n".utf8) }

    init(over connection: RuntimeConnection<D>, head: [UInt8], prelude: [UInt8]) {
        self.connection = connection
        self.head = head
        self.prelude = prelude
    }

    func write(_ bytes: [UInt8]) async throws(StepFailure) {
        // An empty chunk would end the body.
        guard !bytes.isEmpty else { return }
        await send(bytes)
        guard case .broken(let failure) = state else { return }
        throw .reject(Fault(.unavailable, "caller-gone", "The reply cannot be delivered: \(failure)."))
    }

    /// Ends the body; a failure goes into the trailer.
    func finish(_ failure: StepFailure?) async {
        if case .unsent = state { await begin() }
        guard case .sending = state else { return }
        var end = pending + Array("0\r\n".utf8)
        if let failure {
            let report = ErrorReport(failure)
            end += "\(TrailerName.errorType): \(report.type)\r\n".utf8
            end += "\(TrailerName.errorBody): \(Base64.encode(report.body))\r\n".utf8
        }
        end += "\r\n".utf8
        await write(end, [])
    }

    private func begin() async {
        state = .sending
        let first = prelude.isEmpty ? [] : sizeLine(of: prelude) + prelude
        do throws(ConnectionFailure) {
            try await connection.begin(head, first)
            if !first.isEmpty { pending = Self.lineEnd }
        } catch {
            state = .broken(error)
        }
    }

    private func send(_ bytes: [UInt8]) async {
        if case .unsent = state { await begin() }
        guard case .sending = state else { return }
        let size = sizeLine(of: bytes)
        await write(size, bytes)
        pending = Self.lineEnd
    }

    private func sizeLine(of bytes: [UInt8]) -> [UInt8] {
        pending + Array((String(bytes.count, radix: 16) + "\r\n").utf8)
    }

    private func write(_ head: [UInt8], _ body: [UInt8]) async {
        do throws(ConnectionFailure) {
            try await connection.write(head, body)
        } catch {
            state = .broken(error)
        }
    }
}

extension HTTPPrelude {
    /// The prelude and the eight zero bytes that end it.
    func bytes() throws(StepFailure) -> [UInt8] {
        do {
            return try JSONCodec.encode(self) + [UInt8](repeating: 0, count: 8)
        } catch {
            throw .reject(Fault(.broken, "unwritable-prelude", "\(error)"))
        }
    }
}
