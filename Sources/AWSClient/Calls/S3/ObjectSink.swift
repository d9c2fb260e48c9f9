import HTTP
import Synchronization

/// Takes an object as it comes, also in several answers, and sees that it is the one that was asked for.
final class ObjectSink: ResumingSink {
    fileprivate struct State {
        var first: WebResponseHead?
        /// Where the first answer begins in the object, and where it ends; known once that has begun.
        var start = 0
        var end: Int?
        var count = 0
        /// What was asked for last, where the object is gone on with: less than that would end it too early.
        var rest: ClosedRange<Int>?
        var resumptions = 0
        var check: (algorithm: ChecksumAlgorithm, told: String, sum: any TrailingChecksum)?
        var failure: ObjectFailure?
    }

    private let sink: any BodySink
    private let verifies: Bool
    private let state = Mutex(State())

    init(_ sink: any BodySink, verifies: Bool) {
        self.sink = sink
        self.verifies = verifies
    }

    /// Of the first answer, which is that of the object.
    var head: WebResponseHead? { state.withLock { $0.first } }
    /// What is wrong with the object, where that ended the exchange.
    var failure: ObjectFailure? { state.withLock { $0.failure } }
    var isResumed: Bool { state.withLock { $0.resumptions > 0 } }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {
        let isFirst = state.withLock { $0.begin(head, verifies: verifies) }
        if failure != nil { throw BodyFailure("the rest is of another object") }
        if isFirst { try await sink.begin(head) }
    }

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        state.withLock { state in
            state.count += piece.count
            state.check?.sum.update(piece)
        }
        try await sink.take(piece)
    }

    func headersForRest() async -> WebHeaders? {
        state.withLock { state in
            guard let tag = state.first?.headers["ETag"], let end = state.end else { return nil }
            let next = state.start + state.count
            guard next <= end else { return nil }
            state.resumptions += 1
            state.rest = next...end
            return ["Range": ByteRange.bounds(next...end).header, "If-Match": tag]
        }
    }

    /// Whether the whole of it is what its checksum says.
    func finish() throws(ObjectFailure) {
        let check = state.withLock { $0.check }
        guard let check else { return }
        let found = check.sum.finish()
        if found != check.told { throw .checksumMismatch(check.algorithm, told: check.told, found: found) }
    }
}

extension ObjectSink.State {
    /// False for the head of a rest, which the object's sink does not see.
    mutating func begin(_ head: WebResponseHead, verifies: Bool) -> Bool {
        guard let first else {
            first = head
            let range = ContentRange(head)
            start = range?.bounds.lowerBound ?? 0
            let length = head.headers["Content-Length"].flatMap { Int($0) } ?? 0
            end = range?.bounds.upperBound ?? (length > 0 ? length - 1 : nil)
            // The checksum is that of the object, not of a part of it.
            if verifies, head.status == 200 { check = Self.check(in: head) }
            return true
        }
        if head.headers["ETag"] != first.headers["ETag"] {
            failure = .changed
        } else if head.status != 206 || ContentRange(head)?.bounds != rest {
            failure = .restNotServed(status: head.status)
        }
        return false
    }

    private static func check(
        in head: WebResponseHead
    ) -> (algorithm: ChecksumAlgorithm, told: String, sum: any TrailingChecksum)? {
        let told = ObjectChecksum.all(in: head.headers).filter { $0.cover == .fullObject }
        for algorithm in ChecksumAlgorithm.allCases {
            guard let checksum = told.first(where: { $0.algorithm == algorithm.rawValue }) else { continue }
            return (algorithm, checksum.value, algorithm.makeSum())
        }
        return nil
    }
}

/// `bytes 5-9/100`.
private struct ContentRange {
    let bounds: ClosedRange<Int>

    /// More than any object, and far from where sums overflow.
    private static let longest = 1 << 50

    init?(_ head: WebResponseHead) {
        guard head.status == 206, let text = head.headers["Content-Range"], text.hasPrefix("bytes ") else { return nil }
        let ends = text.dropFirst(6).prefix { $0 != "/" }.split(separator: "-").map { Int($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 0, first <= last, last < Self.longest
        else { return nil }
        bounds = first...last
    }
}
