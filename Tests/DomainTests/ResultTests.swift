import Domain
import Testing

@Test(arguments: Category.allCases, Category.allCases)
func `only an answer takes the place of none`(_ new: Category, _ old: Category) {
    let replacement = Sample.result(.open(new, .inline("")))
    let isExpected = ![.timeout, .failure].contains(new) && [.timeout, .failure].contains(old)
    #expect(replacement.supersedes(Sample.result(.open(old, .inline("")))) == isExpected)
}

@Test func `a sealed result is an answer, and cannot be replaced`() {
    let sealed = Sample.result(.sealed(.inline("04…")))
    #expect(sealed.supersedes(Sample.result(.open(.timeout, .inline("")))))
    #expect(!Sample.result(.open(.malicious, .inline("EICAR"))).supersedes(sealed))
}

@Test func `an answer of another round or engine replaces nothing`() {
    let old = Sample.result(.open(.timeout, .inline("")))
    #expect(!Sample.result(.open(.malicious, .inline("")), round: 2).supersedes(old))
    #expect(!Sample.result(.open(.malicious, .inline("")), engine: EngineName(unchecked: "other")).supersedes(old))
}

@Test func `only what would be found again is reused`() {
    #expect(Category.allCases.filter(\.isReusable) == [.malicious, .suspicious, .undetected, .harmless])
}

@Test func `a round ends when all who were asked have answered`() {
    let one = EngineName(unchecked: "one")
    let two = EngineName(unchecked: "two")
    #expect(!RoundTally(round: 1, expected: [one, two], finished: [one]).isComplete)
    #expect(RoundTally(round: 1, expected: [one, two], finished: [one]).missing == [two])
    #expect(RoundTally(round: 1, expected: [one], finished: [one, two]).isComplete)
    #expect(!RoundTally(round: 1, expected: [], finished: [one]).isComplete)
}

@Test func `chunks are complete when each of them came and none contradicts another`() {
    func chunk(_ index: Int, _ byte: UInt8 = 1) -> Chunk {
        Chunk(index: index, size: 8, sha256: Sample.hash(of: byte))
    }
    #expect(ChunkTally(seen: [chunk(0), chunk(1)]).isComplete(2))
    #expect(!ChunkTally(seen: [chunk(0), chunk(2)]).isComplete(2))
    #expect(!ChunkTally(seen: [chunk(0)]).isComplete(2))
    #expect(!ChunkTally(seen: [chunk(0), chunk(0, 2)]).isComplete(2))
    #expect(ChunkTally(seen: [chunk(0), chunk(1), chunk(1, 2)]).contradiction == 1)
    #expect(ChunkTally(seen: [chunk(0), chunk(1)]).contradiction == nil)
}
