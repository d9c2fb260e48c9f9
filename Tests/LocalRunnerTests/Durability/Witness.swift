import TestKit

/// One client of a cloud that may end at any moment: it remembers what it was told, and asks for it afterwards.
protocol Witness: Actor {
    /// Makes what the deeds need, in a cloud that has nothing yet.
    func prepare(_ cloud: CloudClients) async throws

    /// Does one thing; where this returns, the cloud has acknowledged it.
    func act(on cloud: CloudClients, at url: String) async throws

    /// Looks, in a cloud that was started again, at what the last run may have left half done.
    func inspect(_ cloud: CloudClients, at url: String) async throws

    /// Looks at everything, at the end.
    func conclude(_ cloud: CloudClients, at url: String) async throws

    /// What was acknowledged so far, and what of it was not kept.
    var acknowledged: Int { get }
    var losses: [String] { get }
}

extension Witness {
    func inspect(_ cloud: CloudClients, at url: String) async throws {}
}

/// Counts acknowledgements until there are enough.
///
/// The moment of a kill is a number of acknowledgements and no time: a slow machine is killed as deep in its work.
final class Fuse: Sendable {
    private let left: Shared<Int>
    private let blow: @Sendable () -> Void

    init(_ count: Int, _ blow: @escaping @Sendable () -> Void) {
        left = Shared(count)
        self.blow = blow
    }

    var isBlown: Bool { left.withLock { $0 <= 0 } }

    func burn() {
        let isLast = left.withLock { left in
            left -= 1
            return left == 0
        }
        if isLast { blow() }
    }
}

/// What became of something that a cloud was asked to keep.
enum Trust {
    /// It was asked, and did not answer: either is right.
    case open
    case kept
    /// It was asked to forget it, and did not answer.
    case fading
    case gone
}
