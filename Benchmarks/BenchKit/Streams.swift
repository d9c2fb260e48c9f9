package import HTTP
import Synchronization

/// Gives zeros, the same ones again and again: what it costs is the transport's.
package final class EndlessSource: BodySource {
    private let left: Mutex<Int>
    private let piece = [UInt8](repeating: 0, count: 256 * 1024)

    package init(_ count: Int) {
        left = Mutex(count)
    }

    package func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        let size = left.withLock { left in
            let size = min(limit, piece.count, left)
            left -= size
            return size
        }
        return size == piece.count ? piece : Array(piece.prefix(size))
    }

    package func rewind() async -> Bool { false }
}

package final class CountingSink: BodySink {
    private let state = Mutex(0)

    package init() {}

    package var count: Int { state.withLock { $0 } }

    package func begin(_ head: WebResponseHead) async throws(BodyFailure) {}

    package func take(_ piece: [UInt8]) async throws(BodyFailure) {
        state.withLock { $0 += piece.count }
    }
}
