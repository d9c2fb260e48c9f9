import Testing
import Time

@Suite struct RandomTests {
    /// The vectors that are published for SplitMix64 with these seeds.
    @Test func `the seeded words are SplitMix64's`() {
        let random = SeededRandom(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ]
        )
        #expect(SeededRandom(seed: 0).next() == 0xe220_a839_7b1d_cdaf)
    }

    @Test func `bytes are the words, little end first, the last one cut`() {
        let words = SeededRandom(seed: 9)
        let expected = (0..<2).flatMap { _ in
            let word = words.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        #expect(SeededRandom(seed: 9).bytes(16) == expected)
        #expect(SeededRandom(seed: 9).bytes(11) == Array(expected.prefix(11)))
        #expect(SeededRandom(seed: 9).bytes(0) == [])
    }

    @Test func `the generator draws from its source`() {
        let random = SeededRandom(seed: 9)
        var generator = random.generator
        let reference = SeededRandom(seed: 9)
        #expect([generator.next(), random.next()] == [reference.next(), reference.next()])
    }

    @Test func `words drawn by many tasks are drawn once each`() async {
        let random = SeededRandom(seed: 3)
        let drawn = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<8 { group.addTask { (0..<1_000).map { _ in random.next() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        let reference = SeededRandom(seed: 3)
        #expect(drawn.sorted() == (0..<8_000).map { _ in reference.next() }.sorted())
    }

    @Test func `the system's words differ and set every bit`() {
        let words = (0..<256).map { _ in SystemRandom().next() }
        #expect(Set(words).count == 256)
        #expect(words.reduce(0, |) == .max)
        #expect(words.reduce(.max, &) == 0)
        #expect(Set(SystemRandom().bytes(4_096)).count == 256)
    }
}
