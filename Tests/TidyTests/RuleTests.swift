import Testing

/// A rule that never fails guards nothing: each is shown a sample that breaks it, and the same sample repaired.
@Suite struct RuleTests {
    private static let samples = lengthSamples + wordSamples + importSamples + commentSamples + repositorySamples

    @Test(arguments: samples) func `a broken sample is found, and named`(sample: Sample) {
        let violations = sample.rule.violations(in: sample.broken)
        #expect(violations.count == 1)
        #expect(violations.first?.description.contains(sample.names) == true, "\(violations)")
    }

    @Test(arguments: samples) func `the repaired sample is let pass`(sample: Sample) {
        #expect(sample.rule.violations(in: sample.sound) == [])
    }

    @Test func `every rule has a sample`() {
        let shown = Set(RuleTests.samples.map { $0.rule.name })
        #expect(houseRules.map { $0.name }.filter { !shown.contains($0) } == [])
    }
}
