extension EngineResult {
    /// Whether this takes the place of what is there: only an answer in place of none, and only in its own round.
    package func supersedes(_ other: EngineResult) -> Bool {
        guard round == other.round, engine == other.engine, document == other.document else { return false }
        return !isUnanswered && other.isUnanswered
    }

    /// A sealed result says of itself that it is an answer.
    package var isUnanswered: Bool {
        switch finding {
        case .open(let category, _): category.isUnanswered
        case .sealed: false
        }
    }

    /// How what is found again is told from what is new: who reads results asks for them in this order.
    package var place: Place { Place(round: round, engine: engine) }

    package struct Place: Sendable, Hashable, Comparable {
        package let round: Int
        package let engine: EngineName

        package init(round: Int, engine: EngineName) {
            self.round = round
            self.engine = engine
        }

        package static func < (left: Place, right: Place) -> Bool {
            (left.round, left.engine) < (right.round, right.engine)
        }
    }
}
