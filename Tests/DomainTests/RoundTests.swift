import Domain
import Testing
import Time

private let now = Sample.start + .seconds(120)

@Suite struct RoundTests {
    private func plan(_ round: Int, _ engines: [EngineName] = [Sample.clamav]) -> RoundPlan {
        Sample.plan(round: round, engines.map { Sample.entry($0) }, records: engines.map { Sample.record($0) })
    }

    @Test(arguments: Sample.Stage.allCases)
    func `a round begins when all is prepared, and no other does`(_ stage: Sample.Stage) {
        let begun = Outcome(state: .scanning)
        #expect(stage.after { $0.begin(plan(1), at: now) } == (stage == .ready ? begun : .nothing))
        for round in [0, 2, 3] { #expect(stage.after { $0.begin(plan(round), at: now) } == .nothing) }
    }

    @Test(arguments: Sample.Stage.allCases)
    func `a round that asks nobody has ended`(_ stage: Sample.Stage) {
        let expected: [Sample.Stage: Outcome] = [
            .ready: Outcome(state: .processed(reason: "no engine"), effects: [.updated]),
            .scanning: Outcome(state: .processed(reason: "no engine"), effects: [.updated]),
            .processed: .effects(.updated),
        ]
        #expect(stage.after { $0.begin(plan(1, []), at: now) } == expected[stage] ?? .nothing)
    }

    @Test func `a round that has begun has its number and its time`() {
        var document = Sample.document(in: .ready)
        let due = document.due
        #expect(document.begin(plan(1), at: now) == [])
        #expect(document.round == 1 && document.updatedAt == now && document.due == due)
        let begun = document
        #expect(document.begin(plan(1), at: now + .seconds(9)) == [] && document == begun)
    }

    @Test func `one that was given up goes on when what it lacked comes after all`() {
        var document = Sample.document(in: .stuck)
        document.extracted(type: "text/plain", at: now)
        #expect(document.hashed(Sample.hash, at: now) == [] && document.state == .failed(.stuck) && document.isReady)
        #expect(document.begin(plan(1), at: now) == [])
        #expect(document.state == .scanning && document.due == now + Waiting.forProgress)
    }

    @Test(arguments: Sample.Stage.allCases)
    func `the end of the round is told once more where it comes again`(_ stage: Sample.Stage) {
        let expected: [Sample.Stage: Outcome] = [
            .scanning: Outcome(state: .processed(reason: nil), effects: [.updated]), .processed: .effects(.updated),
        ]
        #expect(stage.after { $0.finish(round: 1, at: now) } == expected[stage] ?? .nothing)
    }

    @Test(arguments: Sample.Stage.allCases)
    func `the end of another round changes nothing`(_ stage: Sample.Stage) {
        for round in [-1, 2] { #expect(stage.after { $0.finish(round: round, at: now) } == .nothing) }
    }

    @Test(arguments: Sample.Stage.allCases)
    func `only what is processed is scanned again`(_ stage: Sample.Stage) throws {
        let refusal: Refusal? =
            switch stage {
            case .processed: nil
            case .requested, .uploading, .confirmedUploading: .nothingUploaded
            case .uploaded: .unconfirmed
            case .extracting, .ready, .scanning: .underWay
            case .expired, .expiredTwice, .neverCame, .archived, .deleted: .expired
            case .tooLarge: .failed(.tooLarge)
            case .sizeMismatch: .failed(.sizeMismatch)
            case .checksumMismatch, .hashedOtherwise: .failed(.checksumMismatch)
            case .stuck: .failed(.stuck)
            }
        for hasBegun in [true, false] {
            let refused = stage.refusal { document throws(Refusal) in
                [.announce(try document.rescan(nil, hasBegun: hasBegun, at: now))]
            }
            #expect(refused == refusal)
        }
    }

    @Test(arguments: [Set<EngineName>?.none, [Sample.clamav]])
    func `before a round has begun it can be asked for again, in the same words`(_ engines: Set<EngineName>?) throws {
        var document = Sample.document(in: .processed)
        let message = try document.rescan(engines, hasBegun: true, at: now)
        #expect(try document.rescan(engines, hasBegun: false, at: now) == message)
        for other in [Set<EngineName>?.none, [Sample.clamav], [EngineName(unchecked: "other")]] where other != engines {
            #expect(throws: Refusal.underWay) { try document.rescan(other, hasBegun: false, at: now) }
        }
        #expect(throws: Refusal.underWay) { try document.rescan(engines, hasBegun: true, at: now) }
    }

    @Test(arguments: [Set<EngineName>?.none, [Sample.clamav]])
    func `another round has the next number, and names who must look anew`(_ engines: Set<EngineName>?) throws {
        var document = Sample.document(in: .processed)
        let message = try document.rescan(engines, hasBegun: true, at: now)
        #expect(message == .roundRequested(Sample.document, round: 2, engines: engines))
        #expect(document.state == .scanning && document.round == 2 && document.updatedAt == now)
        #expect(document.due == now + Waiting.forProgress)
        #expect(document.finish(round: 1, at: now) == [] && document.state == .scanning)
        #expect(document.finish(round: 2, at: now) == [.updated] && document.due == nil)
    }

    @Test func `asked again before anybody has taken it up it is the same round`() throws {
        var document = Sample.document(in: .processed)
        let message = try document.rescan(nil, hasBegun: true, at: now)
        let asked = document
        #expect(try document.rescan(nil, hasBegun: false, at: now + .seconds(9)) == message && document == asked)
        #expect(throws: Refusal.underWay) { try document.rescan(nil, hasBegun: true, at: now) }
        #expect(document == asked)
    }

    @Test func `a sealed document is scanned once`() {
        let key = ClientKey(unchecked: "04" + String(repeating: "a", count: 128))
        var document = Sample.document(in: .processed)
        document = Sample.sealed(document, for: key)
        let before = document
        #expect(throws: Refusal.sealed) { try document.rescan(nil, hasBegun: false, at: now) }
        #expect(document == before)
    }
}
