import HTTP
import Synchronization

/// A body in memory, given piece by piece.
final class BytesSource: BodySource {
    private let bytes: [UInt8]
    private let canRewind: Bool
    private let state = Mutex((position: 0, rewinds: 0))

    init(_ bytes: [UInt8], canRewind: Bool = true) {
        self.bytes = bytes
        self.canRewind = canRewind
    }

    convenience init(_ text: String, canRewind: Bool = true) {
        self.init(Array(text.utf8), canRewind: canRewind)
    }

    var rewinds: Int { state.withLock { $0.rewinds } }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        state.withLock { state in
            let piece = Array(bytes[state.position...].prefix(limit))
            state.position += piece.count
            return piece
        }
    }

    func rewind() async -> Bool {
        guard canRewind else { return false }
        state.withLock { $0 = (0, $0.rewinds + 1) }
        return true
    }
}

extension BodySource {
    func all(limit: Int = 10_000) async throws(BodyFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while case let piece = try await next(atMost: limit), !piece.isEmpty { bytes += piece }
        return bytes
    }
}

/// Keeps what it is given, and says how often it was begun.
final class RecordingSink: BodySink {
    private let state = Mutex((heads: [WebResponseHead](), bytes: [UInt8]()))

    var heads: [WebResponseHead] { state.withLock { $0.heads } }
    var bytes: [UInt8] { state.withLock { $0.bytes } }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {
        state.withLock { $0.heads.append(head) }
    }

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        state.withLock { $0.bytes += piece }
    }
}
