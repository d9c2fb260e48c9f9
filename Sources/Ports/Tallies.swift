package import Domain

/// What many add to at once, in any order and some of it twice: sets that only grow.
///
/// No call here can conflict with another, so none asks for a revision.
package protocol Tallies: Port {
    /// Adds chunks to those that have come, and tells them all.
    func add(_ chunks: Set<Chunk>, to document: DocumentID) async throws(PortError) -> ChunkTally

    /// Nothing where none has come.
    func chunks(of document: DocumentID) async throws(PortError) -> ChunkTally

    /// Adds engines to those that are asked, and those that have answered, and tells both.
    func add(
        expected: Set<EngineName>,
        finished: Set<EngineName>,
        to document: DocumentID,
        round: Int
    ) async throws(PortError) -> RoundTally

    /// Nothing asked and nothing answered where there was no such round.
    func round(_ round: Int, of document: DocumentID) async throws(PortError) -> RoundTally
}
