import HTTP

/// A body in memory, or why it is not.
enum WholeBody: Sendable, Equatable {
    case bytes([UInt8])
    case overLimit
    case broken
}

extension WebBody {
    /// What is over the limit is read to its end and dropped, so that whoever writes it hears the answer.
    func whole(atMost limit: Int) async -> WholeBody {
        switch self {
        case .none: return .bytes([])
        case .bytes(let bytes): return bytes.count > limit ? .overLimit : .bytes(bytes)
        case .stream(let source, _):
            var bytes: [UInt8] = []
            var count = 0
            do throws(BodyFailure) {
                while case let piece = try await source.next(atMost: 1 << 16), !piece.isEmpty {
                    count += piece.count
                    if count <= limit { bytes += piece } else { bytes = [] }
                }
            } catch {
                return .broken
            }
            return count > limit ? .overLimit : .bytes(bytes)
        }
    }
}
