import Domain
import Hosting

/// What sets it off: a schedule, whose event says nothing that matters here.
package struct Schedule: Decodable, Sendable {
    package init() {}
}

/// What a look at one document came to.
enum Finding {
    /// All is well, or it has ended meanwhile.
    case fine
    case expired
    /// It had stood still, and whoever should move it is told again.
    case announced
    /// It has stood still for too long, and is given up.
    case stuck
    /// It was deleted long enough ago, and the last of it is gone.
    case erased
    case failed

    /// A look either ends a document in one of two ways, or leaves it where it was.
    init(from before: Document.State, to after: Document.State, _ effects: [Effect]) {
        guard before == after else {
            self = after == .expired ? .expired : .stuck
            return
        }
        self = .fine
        // That one has expired is told twice in any case.
        guard before != .expired else { return }
        for effect in effects {
            switch effect {
            case .announce: self = .announced
            case .erase: self = .erased
            case .discard, .settle: break
            }
        }
    }
}

/// How many documents of each kind a run has found.
package struct Swept: Encodable, Sendable, Equatable {
    package private(set) var looked = 0
    package private(set) var expired = 0
    package private(set) var announced = 0
    package private(set) var stuck = 0
    package private(set) var erased = 0
    package private(set) var failed = 0
    /// Whether the run ended before it had seen all.
    package internal(set) var hasMore = false

    mutating func count(_ finding: Finding) {
        switch finding {
        case .fine: break
        case .expired: expired += 1
        case .announced: announced += 1
        case .stuck: stuck += 1
        case .erased: erased += 1
        case .failed:
            failed += 1
            return
        }
        looked += 1
    }

    var figures: [Metric] {
        [
            Metric("documents_expired", Double(expired)), Metric("documents_announced_again", Double(announced)),
            Metric("documents_stuck", Double(stuck)), Metric("looks_failed", Double(failed)),
        ]
    }

    private enum CodingKeys: String, CodingKey {
        case looked, expired, announced, stuck, erased, failed
        case hasMore = "has_more"
    }
}
