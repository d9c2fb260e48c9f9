import Testing

@testable import LocalCloud

struct FiguresTests {
    private func figures(_ values: [Double]) -> Figures {
        var sum = Figures(values[0])
        for value in values.dropFirst() { sum.add(Figures(value)) }
        return sum
    }

    @Test(arguments: [(50, 50.0), (90, 90), (99, 99), (100, 100), (0.5, 1), (1, 1), (1.5, 2), (99.9, 100)])
    func `a percentile is the smallest value that so many are not above`(percent: Double, value: Double) {
        #expect(figures((1...100).map(Double.init).reversed()).percentile(percent) == value)
    }

    @Test func `values count as often as they came`() {
        var sum = Figures(10, count: 99)
        sum.add(Figures(500))
        #expect(sum.percentile(99) == 10 && sum.percentile(99.5) == 500)
        #expect(sum.count == 100 && sum.sum == 1_490 && sum.average == 14.9)
    }

    @Test func `what others have added up has no percentiles, but where all is the same`() {
        var sum = Figures(sum: 30, count: 3, minimum: 10, maximum: 10)
        #expect(sum.percentile(50) == 10)
        sum.add(Figures(sum: 30, count: 2, minimum: 10, maximum: 20))
        #expect(sum.percentile(50) == nil && sum.sum == 60 && sum.maximum == 20)
    }

    @Test func `more values than are kept leave the rest as it is`() {
        let sum = figures((1...101).map(Double.init))
        #expect(sum.samples == nil && sum.percentile(50) == nil && sum.count == 101 && sum.maximum == 101)
    }

    @Test(arguments: ["p0", "p101", "p", "pNaN", "tm90", "IQM", "PR(1:2)", "Median", ""])
    func `a statistic that is not emulated is said to be`(text: String) {
        let fault = #expect(throws: ServiceFault.self) { try Statistic(text) }
        #expect(fault?.code == "NotImplemented")
    }
}
