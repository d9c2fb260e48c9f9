import Domain
import Testing
import Time

private let day: Duration = .seconds(24 * 3_600)
private let start = Sample.document(in: .scanning).updatedAt

@Test(arguments: [
    // Its queue holds work, and it is there: however long the queue is, for a day.
    (Duration.zero, 1, Duration?.some(.zero), true), (day - .nanoseconds(1), 40_000, .zero, true),
    (day, 1, .zero, false), (.seconds(60), 0, .zero, false), (.seconds(60), 1, nil, false),
    (.seconds(60), 0, nil, false),
    (.seconds(60), 1, EngineRecord.longestSilence, true),
    (.seconds(60), 1, EngineRecord.longestSilence + .nanoseconds(1), false),
])
func `an engine is waited for while it is there and has work, for a day`(
    _ time: Duration,
    _ waiting: Int,
    _ silence: Duration?,
    _ isAwaited: Bool
) {
    let document = Sample.document(in: .scanning)
    let now = start + time
    let record = silence.map { Sample.record(seenAt: now - $0) }
    let liveness = Liveness(of: Sample.clamav, record: record, waiting: waiting, in: document, at: now)
    let answer = EngineResult.unanswered(
        by: Sample.clamav,
        document.id,
        round: 1,
        "no answer",
        from: start,
        at: now
    )
    #expect(liveness == (isAwaited ? .wait : .answer(answer)))
}

@Test func `what stands for an answer gives way to a late one`() {
    let stand = EngineResult.unanswered(
        by: Sample.clamav,
        Sample.document,
        round: 1,
        "no answer",
        from: start,
        at: start
    )
    #expect(Sample.result(.open(.malicious, .inline("EICAR"))).supersedes(stand))
    #expect(!stand.supersedes(Sample.result(.open(.undetected, .inline("")))))
}

@Test func `a tally grows to its end, whatever comes first`() {
    let other = EngineName(unchecked: "other")
    #expect(!RoundTally(round: 1).isComplete && RoundTally(round: 1).missing == [])
    let early = RoundTally(round: 1, finished: [Sample.clamav])
    #expect(!early.isComplete && early.missing == [])
    let asked = RoundTally(round: 1, expected: [Sample.clamav, other], finished: [Sample.clamav])
    #expect(!asked.isComplete && asked.missing == [other])
    #expect(RoundTally(round: 1, expected: [Sample.clamav, other], finished: [Sample.clamav, other]).isComplete)
}
