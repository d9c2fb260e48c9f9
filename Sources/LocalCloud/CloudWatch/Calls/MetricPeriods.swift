import Time

/// The time that a caller asks for, cut into periods.
struct MetricPeriods: Sendable {
    private let start: Int64
    private let end: Int64
    /// Minutes.
    private let length: Int64

    /// From the minute in which `start` is; `end` itself is not in it.
    init(from start: Instant, to end: Instant, period: WireNumber?) throws(ServiceFault) {
        guard start < end else {
            throw .metricCombination("The parameter StartTime must be less than the parameter EndTime.")
        }
        guard let seconds = period?.int, seconds > 0 else { throw .metricParameter("Period must be a whole number.") }
        if [1, 5, 10, 20, 30].contains(seconds) { throw .notEmulated("A period of less than a minute") }
        guard seconds.isMultiple(of: 60) else { throw .metricParameter("Period must be a multiple of 60.") }
        self.start = start.minute
        self.end = (end - .nanoseconds(1)).minute + 1
        length = Int64(seconds / 60)
    }

    var count: Int64 { (end - start + length - 1) / length }

    /// Those in which there is anything, in their order.
    func figures(of minutes: [Int64: Figures]) -> [(time: Instant, figures: Figures)] {
        var periods: [Int64: Figures] = [:]
        for (minute, figures) in minutes.sorted(by: { $0.key < $1.key }) where (start..<end).contains(minute) {
            let place = (minute - start) / length
            if periods[place]?.add(figures, isBounded: false) == nil { periods[place] = figures }
        }
        return periods.sorted { $0.key < $1.key }.map { place, figures in
            (Instant(secondsSinceEpoch: (start + place * length) * 60), figures)
        }
    }
}
