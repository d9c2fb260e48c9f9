import Domain
import Testing
import Time

private let clamav = Sample.clamav
private let sophos = EngineName(unchecked: "sophos")
private let week: Duration = .seconds(7 * 24 * 3_600)
private let found = EngineResult.Finding.open(.malicious, .inline("EICAR"))
/// When the sample's results ended.
private let scanned = Sample.start + .milliseconds(250)

@Suite struct RoundPlanTests {
    @Test func `whoever is there is asked, and is given the longest time that one of them takes`() {
        let choice = [Sample.entry(clamav, seconds: 60), Sample.entry(sophos, seconds: 300)]
        let plan = Sample.plan(choice, records: [Sample.record(), Sample.record(sophos)])
        #expect(plan.round == 1 && plan.expected == [clamav, sophos] && plan.answers == [])
        #expect(plan.asked(of: [clamav, sophos]) == [clamav, sophos] && plan.asked(of: [sophos]) == [sophos])
        #expect(plan.patience == .seconds(360))
    }

    @Test func `without engines nobody is expected`() {
        let plan = Sample.plan([], records: [Sample.record()])
        #expect(plan.expected == [] && plan.answers == [] && plan.asked(of: []) == [])
    }

    @Test(arguments: [
        ([EngineRecord](), true), ([Sample.record(sophos)], true), ([Sample.record()], false),
        ([Sample.record(seenAt: Sample.start - EngineRecord.longestSilence)], false),
        ([Sample.record(seenAt: Sample.start - EngineRecord.longestSilence - .nanoseconds(1))], true),
        // Its clock is ahead of ours.
        ([Sample.record(seenAt: Sample.start + .seconds(60))], false),
    ])
    func `an engine that was never seen, or is long silent, is answered for at once`(
        _ records: [EngineRecord],
        _ isAnswered: Bool
    ) {
        let plan = Sample.plan([Sample.entry(clamav, seconds: 600)], records: records, forced: nil)
        #expect(plan.expected == [clamav])
        #expect(plan.asked(of: plan.expected) == (isAnswered ? [] : [clamav]))
        #expect(plan.patience == (isAnswered ? .seconds(60) : .seconds(660)))
        let answer = EngineResult.unanswered(
            by: clamav,
            Sample.document,
            round: 1,
            "not deployed",
            from: Sample.start,
            at: Sample.start
        )
        #expect(answer.finding == .open(.failure, .inline("not deployed")))
        #expect(plan.answers == (isAnswered ? [answer] : []))
    }

    @Test(arguments: Category.allCases) func `only what would be found again is taken over`(_ category: Category) {
        let plan = Sample.plan(
            [Sample.entry(clamav)],
            records: [Sample.record()],
            earlier: [Sample.result(.open(category, .inline("word")))]
        )
        let isReused = [.malicious, .suspicious, .undetected, .harmless].contains(category)
        #expect(plan.answers.map(\.finding) == (isReused ? [.open(category, .inline("word"))] : []))
    }

    @Test(arguments: [
        (Sample.record(), Sample.start, true), (Sample.record(version: "1.4.3"), Sample.start, false),
        (Sample.record(signatures: "27501"), Sample.start, false),
        (Sample.record(seenAt: scanned + week), scanned + week, true),
        (Sample.record(seenAt: scanned + week), scanned + week + .nanoseconds(1), false),
    ])
    func `a result serves for a week from its scan, and while the engine is the same`(
        _ record: EngineRecord,
        _ now: Instant,
        _ isReused: Bool
    ) {
        for origin in [EngineResult.Origin.scanned, .reused(sealedFor: nil)] {
            let plan = Sample.plan(
                [Sample.entry(clamav)],
                records: [record],
                earlier: [Sample.result(found, origin: origin)],
                at: now
            )
            #expect(plan.answers.count == (isReused ? 1 : 0))
            #expect(plan.asked(of: [clamav]) == (isReused ? [] : [clamav]))
        }
    }

    @Test func `what an engine said that does not tell its signatures is not taken over`() {
        let earlier = EngineResult(
            document: Sample.document,
            round: 1,
            engine: clamav,
            engineVersion: "1.4.2",
            signatureVersion: "",
            finding: .open(.undetected, .inline("")),
            startedAt: Sample.start,
            endedAt: scanned
        )
        let plan = Sample.plan([Sample.entry(clamav)], records: [Sample.record(signatures: "")], earlier: [earlier])
        #expect(plan.answers == [] && plan.asked(of: [clamav]) == [clamav])
    }

    @Test func `what is taken over shows the scan's own engine and time, and no other document`() throws {
        let other = DocumentID(UUID.v5(namespace: .url, name: "another document"))
        let source = EngineResult(
            document: other,
            round: 7,
            engine: clamav,
            engineVersion: "1.4.2",
            signatureVersion: "27500",
            finding: found,
            startedAt: Sample.start,
            endedAt: scanned,
            isLate: true
        )
        let plan = Sample.plan(round: 3, [Sample.entry(clamav)], records: [Sample.record()], earlier: [source])
        let expected = Sample.result(found, round: 3, origin: .reused(sealedFor: nil))
        #expect(plan.answers == [expected])
    }

    @Test func `a sealed result names the document that it was sealed for, however often it is taken over`() {
        let first = DocumentID(UUID.v5(namespace: .url, name: "the first"))
        let sealed = EngineResult.Finding.sealed(.inline("04ab"))
        for (origin, source) in [
            (EngineResult.Origin.scanned, Sample.document), (.reused(sealedFor: first), first),
        ] {
            let earlier = Sample.result(sealed, origin: origin)
            let plan = Sample.plan([Sample.entry(clamav)], records: [Sample.record()], earlier: [earlier])
            #expect(plan.answers == [Sample.result(sealed, origin: .reused(sealedFor: source))])
        }
    }

    @Test func `the newest result that fits is taken, and each engine has its own`() {
        let choice = [Sample.entry(clamav), Sample.entry(sophos)]
        let plan = Sample.plan(
            choice,
            records: [Sample.record(), Sample.record(sophos)],
            earlier: [
                Sample.result(.open(.timeout, .inline("late"))), Sample.result(.open(.harmless, .inline("new"))),
                Sample.result(found),
            ]
        )
        #expect(plan.answers.map(\.finding) == [.open(.harmless, .inline("new"))])
        #expect(plan.expected == [clamav, sophos] && plan.asked(of: plan.expected) == [sophos])
    }

    @Test(
        arguments: [
            ([], []), ([clamav], [clamav]), ([sophos], [sophos]), ([clamav, sophos], [clamav, sophos]),
            (nil, [clamav, sophos]),
        ] as [(Set<EngineName>?, Set<EngineName>)]
    )
    func `whoever must look anew is asked, whatever was said before`(
        _ forced: Set<EngineName>?,
        _ asked: Set<EngineName>
    ) {
        let plan = Sample.plan(
            [Sample.entry(clamav), Sample.entry(sophos)],
            records: [Sample.record(), Sample.record(sophos)],
            earlier: [Sample.result(found), Sample.result(found, engine: sophos)],
            forced: forced
        )
        #expect(plan.expected == [clamav, sophos] && plan.asked(of: plan.expected) == asked)
    }
}
