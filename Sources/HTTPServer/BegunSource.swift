import HTTP
import Synchronization

extension WebBody {
    /// The same body with its first piece at hand.
    func begun() async -> WebBody {
        guard case .stream(let source, let length) = self else { return self }
        let first: Result<[UInt8], BodyFailure>
        do {
            first = .success(try await source.next(atMost: BegunSource.firstPiece))
        } catch {
            first = .failure(error)
        }
        return .stream(BegunSource(first, before: source), length: length)
    }
}

/// A stream whose first piece has been asked for already.
private final class BegunSource: BodySource {
    /// A reader that asks for less is not to be given more: nobody who writes answers does.
    static let firstPiece = 4 * 1024

    private let first: Mutex<Result<[UInt8], BodyFailure>?>
    private let rest: any BodySource

    init(_ first: Result<[UInt8], BodyFailure>, before rest: any BodySource) {
        self.first = Mutex(first)
        self.rest = rest
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        let first = first.withLock { first in
            defer { first = nil }
            return first
        }
        if let first { return try first.get() }
        return try await rest.next(atMost: limit)
    }

    func rewind() async -> Bool { false }
}
