import Domain
import Testing

/// What a transition came to: what is to follow, and where the document is then; nil where it is as it was.
struct Outcome: Equatable {
    var state: Document.State?
    var effects: [Effect] = []

    static let nothing = Outcome()

    static func effects(_ effects: Effect...) -> Outcome { Outcome(effects: effects) }
}

extension Sample.Stage {
    /// Carries out a transition on a document in this stage; what is as it was must be so to the last field.
    func after<Failure: Error>(
        announcing claim: FileClaim = Sample.claimed,
        _ transition: (inout Document) throws(Failure) -> [Effect]
    ) throws(Failure) -> Outcome {
        var document = Sample.document(in: self, claim)
        let before = document
        let effects = try transition(&document)
        return Outcome(state: document == before ? nil : document.state, effects: effects)
    }

    /// What a document in this stage refuses, and that it is then as it was to the last field.
    func refusal(
        announcing claim: FileClaim = Sample.claimed,
        _ transition: (inout Document) throws(Refusal) -> [Effect]
    ) -> Refusal? {
        var document = Sample.document(in: self, claim)
        let before = document
        do throws(Refusal) {
            _ = try transition(&document)
            return nil
        } catch {
            #expect(document == before)
            return error
        }
    }
}

extension Effect {
    /// What is asked for of a document of which nothing is known but its size.
    static let preparations: [Effect] = [
        .announce(.metadataRequested(Sample.document)), .announce(.hashRequested(Sample.document)),
    ]
    /// What is told of one whose metadata and hash are there.
    static let ready = Effect.announce(.metadataExtracted(Sample.document, type: "text/plain"))
    static let updated = Effect.announce(.documentUpdated(Sample.document))
    static let settled = Effect.settle(reservation(.largestFile), .arrived)
    static let givenBack = Effect.settle(reservation(.largestFile), .expired)

    /// Whatever version lies there.
    static let discarded = Effect.discard(Sample.place)

    static func discard(_ version: String) -> Effect { .discard(Sample.arrival(version).blob) }

    static func reservation(_ bytes: ByteCount) -> Reservation {
        Reservation(organisation: Sample.organisation, day: Day(of: Sample.start), bytes: bytes)
    }
}

extension [Effect] {
    /// What follows where an upload is waited for no longer.
    static let neverCame: [Effect] = [.givenBack, .discarded, .updated]
}
