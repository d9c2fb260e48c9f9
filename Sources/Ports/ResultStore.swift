package import Domain

/// Keeps what engines found; times are kept to the millisecond.
package protocol ResultStore: Port {
    /// Keeps a result in the place of `other`, or where there is none; otherwise tells what is there.
    ///
    /// Whether a result takes the place of another is for ``EngineResult/supersedes(_:)`` to say. The same result
    /// twice is stored once, and `.stored` both times.
    func put(_ result: EngineResult, replacing other: EngineResult?) async throws(PortError) -> ResultPut

    func result(_ place: EngineResult.Place, of document: DocumentID) async throws(PortError) -> EngineResult?

    /// A round's results by the names of their engines, those behind `engine` where one is given.
    func results(
        of document: DocumentID,
        round: Int,
        after engine: EngineName?,
        limit: Int
    ) async throws(PortError) -> ResultPage

    /// Removes those of all rounds.
    func delete(_ document: DocumentID) async throws(PortError)
}

/// What became of a result that was to be kept.
package enum ResultPut: Sendable, Equatable {
    case stored
    case taken(by: EngineResult)
}

package struct ResultPage: Sendable, Equatable {
    package let results: [EngineResult]
    /// Whether there may be more behind the last.
    package let hasMore: Bool

    package init(results: [EngineResult], hasMore: Bool) {
        self.results = results
        self.hasMore = hasMore
    }
}
