import HTTP
import TestKit

/// A body in memory.
final class ArraySource: BodySource {
    private let bytes: [UInt8]
    private let position = Shared(0)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        position.withLock { position in
            let piece = Array(bytes[position...].prefix(limit))
            position += piece.count
            return piece
        }
    }

    func rewind() async -> Bool {
        position.withLock { $0 = 0 }
        return true
    }
}

/// Keeps what comes.
final class ArraySink: BodySink {
    private let kept = Shared([UInt8]())

    var bytes: [UInt8] { kept.withLock { $0 } }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {}

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        kept.withLock { $0 += piece }
    }
}
