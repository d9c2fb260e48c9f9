import HTTP
import Synchronization

/// Gives zeros, the same ones again and again: what it costs is the transport's.
final class EndlessSource: BodySource {
    private let left: Mutex<Int>
    private let piece = [UInt8](repeating: 0, count: 256 * 1024)

    init(_ count: Int) {
        left = Mutex(count)
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        let size = left.withLock { left in
            let size = min(limit, piece.count, left)
            left -= size
            return size
        }
        return size == piece.count ? piece : Array(piece.prefix(size))
    }

    func rewind() async -> Bool { false }
}

final class CountingSink: BodySink {
    private let state = Mutex(0)

    var count: Int { state.withLock { $0 } }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {}

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        state.withLock { $0 += piece.count }
    }
}
