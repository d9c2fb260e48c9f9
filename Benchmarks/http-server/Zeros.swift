import HTTP
import Synchronization

/// Gives zeros, the same ones again and again: what it costs is the server's.
final class Zeros: BodySource {
    private static let piece = [UInt8](repeating: 0, count: 128 * 1024)
    private let left: Mutex<Int>

    init(_ count: Int) {
        left = Mutex(count)
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        let size = left.withLock { left in
            let size = min(limit, Self.piece.count, left)
            left -= size
            return size
        }
        return size == Self.piece.count ? Self.piece : Array(Self.piece.prefix(size))
    }

    func rewind() async -> Bool { false }
}
