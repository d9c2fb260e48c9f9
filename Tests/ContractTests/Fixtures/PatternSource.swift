import HTTP
import Synchronization

/// Bytes that are no two pieces alike, reckoned as they are asked for.
final class PatternSource: BodySource {
    let length: Int
    private let position = Mutex(0)

    init(length: Int) {
        self.length = length
    }

    static func bytes(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        position.withLock { position in
            let end = min(position + limit, length)
            defer { position = end }
            return Self.bytes(position..<end)
        }
    }

    func rewind() async -> Bool {
        position.withLock { $0 = 0 }
        return true
    }
}
