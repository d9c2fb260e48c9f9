package import Domain
package import Time

/// Sees to it that of many who could do a piece of work one does it, and that it is done once.
///
/// A lease ends by itself, for whoever holds it may die; work that is done stays done.
package protocol Leases: Port {
    /// Takes the work, where nobody has it or the one who had it is past its time.
    ///
    /// Whoever has it already gets it again: its first answer may have been lost.
    func take(
        _ work: Work,
        by owner: LeaseOwner,
        at now: Instant,
        until end: Instant
    ) async throws(PortError) -> LeaseTake

    /// Prolongs it; `.leaseLost` where somebody else has it by now.
    func renew(_ lease: Lease, until end: Instant) async throws(PortError) -> Lease

    /// Says that the work is done. Twice is once; `.leaseLost` where somebody else has it by now.
    func close(_ lease: Lease) async throws(PortError)

    /// The engines whose work of a round was taken and is not done, whether or not their time is over.
    func open(_ document: DocumentID, round: Int) async throws(PortError) -> [EngineName]

    /// Forgets all of a document's work.
    func delete(_ document: DocumentID) async throws(PortError)
}

/// What can be leased: an engine's look at a document.
package struct Work: Sendable, Hashable {
    package let document: DocumentID
    package let round: Int
    package let engine: EngineName

    package init(document: DocumentID, round: Int, engine: EngineName) {
        self.document = document
        self.round = round
        self.engine = engine
    }
}

/// Whoever works: one invocation, one process.
package struct LeaseOwner: Sendable, Hashable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}

package struct Lease: Sendable, Hashable {
    package let work: Work
    package let owner: LeaseOwner
    package let end: Instant

    package init(work: Work, owner: LeaseOwner, end: Instant) {
        self.work = work
        self.owner = owner
        self.end = end
    }
}

package enum LeaseTake: Sendable, Equatable {
    case taken(Lease)
    /// Somebody else has it, no longer than until then unless it is prolonged.
    case held(until: Instant)
    case done
}
