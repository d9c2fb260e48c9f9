import Domain
import Testing
import Time

/// What a look comes to: the state, what follows, and when somebody looks next.
private struct Look: Equatable {
    var state: Document.State
    var effects: [Effect] = []
    var due: Duration?
}

@Suite struct OverdueTests {
    private func look(at document: Document, after time: Duration) -> Look {
        var document = document
        let effects = document.overdue(at: Sample.start + time)
        return Look(state: document.state, effects: effects, due: document.due.map { $0 - Sample.start })
    }

    private static let minute: Duration = .seconds(60)
    private static let half = Waiting.forProgress
    private static let day = Waiting.forConfirmation
    private static let prepared = Waiting.forPreparation

    @Test(arguments: Sample.Stage.allCases)
    func `a look before its time sees nothing`(_ stage: Sample.Stage) {
        var document = Sample.document(in: stage)
        document.due = Sample.start + Self.half
        let before = document
        #expect(document.overdue(at: Sample.start + Self.half - .nanoseconds(1)) == [] && document == before)
        document.due = nil
        #expect(document.overdue(at: Sample.start + .seconds(1_000_000)) == [] && document.due == nil)
    }

    @Test(arguments: [Sample.Stage.requested, .uploading, .confirmedUploading])
    func `what never came expires after a day, and is given back`(_ stage: Sample.Stage) {
        var document = Sample.document(in: stage)
        #expect(look(at: document, after: Self.half) == Look(state: document.state, due: Self.day))
        document.due = Sample.start + Self.day
        #expect(
            look(at: document, after: Self.day)
                == Look(state: .expired, effects: .neverCame, due: Self.day + Self.half)
        )
    }

    @Test func `what came and was not confirmed expires a day after it came, and its bytes go`() {
        var document = Sample.document(in: .uploaded)
        let end = Self.day + Self.minute
        #expect(look(at: document, after: Self.half) == Look(state: .uploaded, due: end))
        #expect(look(at: document, after: end - .nanoseconds(1)) == Look(state: .uploaded, due: end))
        #expect(
            look(at: document, after: end)
                == Look(state: .expired, effects: [.discard("v1"), .updated], due: end + Self.half)
        )
        _ = document.overdue(at: Sample.start + end)
        #expect(document.verified == nil && document.blob.version == "v1" && document.updatedAt == Sample.start + end)
    }

    @Test(arguments: [
        (Sample.Stage.expired, [.updated, Effect.discard("v1")]), (.expiredTwice, [.updated, .discard("v1")]),
        (.neverCame, [.updated]),
    ])
    func `what has expired is looked at once more`(_ stage: Sample.Stage, _ effects: [Effect]) {
        var document = Sample.document(in: stage)
        document.due = Sample.start
        #expect(look(at: document, after: Self.day) == Look(state: .expired, effects: effects))
    }

    @Test(arguments: [
        (Self.half, Look(state: .extracting, due: Self.half + Self.minute)),
        (
            Self.half + Self.minute,
            Look(state: .extracting, effects: Effect.preparations, due: Self.minute + Self.half * 2)
        ),
        (Self.prepared, Look(state: .extracting, effects: Effect.preparations, due: Self.prepared + Self.half)),
        (
            Self.prepared + Self.minute,
            Look(state: .failed(.stuck), effects: [.updated], due: Self.prepared + Self.minute + Self.half)
        ),
    ])
    private func `preparations that stand still are asked for again, and given up after six hours`(
        _ time: Duration,
        _ expected: Look
    ) {
        #expect(look(at: Sample.document(in: .extracting), after: time) == expected)
    }

    @Test func `that one is given up is told once more`() {
        var document = Sample.document(in: .stuck)
        document.due = Sample.start
        #expect(look(at: document, after: Self.day) == Look(state: .failed(.stuck), effects: [.updated]))
    }

    @Test func `one that is given up was changed then`() {
        var document = Sample.document(in: .extracting)
        let end = Sample.start + Self.prepared + Self.minute
        _ = document.overdue(at: end)
        #expect(document.updatedAt == end)
    }

    @Test(arguments: [
        (Self.half, Look(state: .scanning, due: Self.half + Self.minute)),
        (
            Self.half + Self.minute,
            Look(
                state: .scanning,
                effects: [.announce(.deadline(Sample.document, round: 1))],
                due: Self.minute + Self.half * 2
            )
        ),
    ])
    private func `a round that stands still is looked after`(_ time: Duration, _ expected: Look) {
        #expect(look(at: Sample.document(in: .scanning), after: time) == expected)
    }

    @Test(arguments: [
        Sample.Stage.processed, .archived, .tooLarge, .sizeMismatch, .checksumMismatch, .hashedOtherwise,
    ])
    func `what has ended is not looked at again`(_ stage: Sample.Stage) {
        var document = Sample.document(in: stage)
        document.due = Sample.start
        #expect(look(at: document, after: Self.day) == Look(state: document.state))
    }

    @Test(arguments: Sample.Stage.allCases)
    func `what is wanted no more is given back where it has not come`(_ stage: Sample.Stage) {
        let isOpen = [.requested, .uploading, .confirmedUploading].contains(stage)
        let expected = isOpen ? Outcome(state: .expired, effects: [.givenBack]) : .nothing
        #expect(stage.after { $0.withdraw(at: Sample.start) } == expected)
    }

    @Test(arguments: Sample.Stage.allCases)
    func `of a document that was deleted nothing is kept but where it was`(_ stage: Sample.Stage) {
        var document = Sample.document(in: stage)
        let (before, now) = (document, Sample.start + Self.day)
        document.forget(at: now)
        if stage == .deleted {
            #expect(document == before)
            return
        }
        #expect(document.state == .deleted && document.due == now + Waiting.forStragglers && document.updatedAt == now)
        #expect(document.claim == FileClaim(name: FileName(unchecked: "deleted")))
        #expect(document.verified == nil && document.sealing == nil && document.likeness == nil)
        #expect(document.blob == before.blob && document.round == before.round && document.owner == before.owner)
    }

    @Test func `a day after it was deleted the last of it goes, again and again until its record is gone`() {
        var document = Sample.document(in: .deleted)
        let end = Sample.start + .seconds(60) + Waiting.forStragglers
        #expect(document.overdue(at: end - .nanoseconds(1)) == [])
        for look in 1...3 {
            let effects = document.overdue(at: end + Self.half * (look - 1))
            #expect(effects == [.erase(document)] && document.due == end + Self.half * look)
        }
    }

    /// A round ends by its engines' answers, or by those that stand for them.
    @Test(arguments: Sample.Stage.allCases.filter { $0 != .scanning && $0 != .deleted })
    func `every other path ends, though nobody does anything more`(_ stage: Sample.Stage) {
        var document = Sample.document(in: stage)
        var looks = 0
        while let due = document.due, looks < 100 {
            _ = document.overdue(at: due)
            looks += 1
            if let next = document.due { #expect(next > due) }
        }
        #expect(document.due == nil && looks <= 14)
    }
}
