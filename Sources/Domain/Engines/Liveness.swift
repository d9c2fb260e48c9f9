package import Time

/// What becomes of an engine that has not answered when it should have.
package enum Liveness: Sendable, Equatable {
    /// Its work still waits in its queue, and it is there to do it.
    case wait
    /// Nothing will come: a result of ours stands for its own, until a late one takes its place.
    case answer(EngineResult)

    /// However long its queue is: by then whoever waits must be told.
    private static let longestRound: Duration = .seconds(24 * 60 * 60)

    /// - Parameters:
    ///   - record: what the engine says of itself; nil where it never said anything.
    ///   - waiting: how many messages its queue holds, those that are being worked on included.
    package init(of engine: EngineName, record: EngineRecord?, waiting: Int, in document: Document, at now: Instant) {
        let start = document.updatedAt
        let isThere = record.map { !$0.isSilent(at: now) } ?? false
        if isThere, waiting > 0, now - start < Self.longestRound {
            self = .wait
        } else {
            self = .answer(
                .unanswered(by: engine, document.id, round: document.round, "no answer", from: start, at: now)
            )
        }
    }
}
