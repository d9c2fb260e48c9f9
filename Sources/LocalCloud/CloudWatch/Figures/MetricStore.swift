import Synchronization
import Time

/// All that was measured, minute by minute, as far as it goes into a bounded memory: the oldest minutes go first.
package final class MetricStore: Sendable {
    struct SeriesName: Sendable, Hashable {
        let metric: MetricName
        let unit: String
    }

    /// One metric in one unit.
    struct Series: Sendable {
        var minutes: [Int64: Figures] = [:]
        /// Of all that ever came, whatever has gone since.
        var sum = 0.0
        var count = 0.0
        var last = 0.0
    }

    private struct Minute: Sendable, Hashable {
        let series: SeriesName
        let minute: Int64
    }

    private struct State: Sendable {
        var series: [SeriesName: Series] = [:]
        var oldest = Schedule<Minute, Int64>()
        var size = 0
        var refused = 0
        var malformed = 0
    }

    private let state = Mutex(State())
    private let mostSeries: Int
    private let mostSize: Int

    /// Ten thousand series is far above what one machine's functions name; the size is about that of 32 MB.
    package init(mostSeries: Int = 10_000, mostSize: Int = 1_000_000) {
        self.mostSeries = mostSeries
        self.mostSize = mostSize
    }

    /// How many figures found no room, because there are too many metrics.
    package var refused: Int { state.withLock { $0.refused } }

    /// How many lines of the embedded metric format could not be read.
    package var malformed: Int { state.withLock { $0.malformed } }

    func countMalformed() {
        state.withLock { $0.malformed += 1 }
    }

    func add(_ data: [MetricDatum]) {
        state.withLock { state in for datum in data { add(datum, to: &state) } }
    }

    private func add(_ datum: MetricDatum, to state: inout State) {
        let name = SeriesName(metric: datum.metric, unit: datum.unit)
        var added = datum.figures
        if state.series[name] == nil {
            guard state.series.count < mostSeries else {
                state.refused += 1
                return
            }
            state.series[name] = Series()
        }
        let known = state.series[name]?.minutes[datum.minute]
        if var known {
            state.size -= known.size
            known.add(added)
            added = known
        } else {
            state.oldest.set(Minute(series: name, minute: datum.minute), to: datum.minute)
        }
        state.series[name]?.minutes[datum.minute] = added
        state.series[name]?.sum += datum.figures.sum
        state.series[name]?.count += datum.figures.count
        state.series[name]?.last = datum.figures.samples?.last?.value ?? datum.figures.average
        state.size += added.size
        while state.size > mostSize, let minute = state.oldest.popFirst() {
            state.size -= state.series[minute.series]?.minutes.removeValue(forKey: minute.minute)?.size ?? 0
        }
    }

    /// What is known of a metric, by unit.
    func units(of metric: MetricName, only unit: String? = nil) -> [(unit: String, minutes: [Int64: Figures])] {
        state.withLock { state in
            let units = unit.map { [$0] } ?? MetricUnit.all.sorted()
            return units.compactMap { unit in
                state.series[SeriesName(metric: metric, unit: unit)].map { (unit, $0.minutes) }
            }
        }
    }

    /// In their order; `since` leaves out those of which nothing came from that minute on.
    func names(since minute: Int64? = nil) -> [MetricName] {
        let series = state.withLock { $0.series }
        let names = series.filter { one in
            guard let minute else { return true }
            return one.value.minutes.keys.contains { $0 >= minute }
        }
        return Set(names.keys.map(\.metric)).sorted()
    }

    /// All, in the order of their names.
    var series: [(name: SeriesName, series: Series)] {
        state.withLock { $0.series }
            .map { ($0.key, $0.value) }
            .sorted { ($0.0.metric, $0.0.unit) < ($1.0.metric, $1.0.unit) }
    }
}

extension Instant {
    /// Minutes since 1970 began.
    var minute: Int64 { secondsSinceEpoch.dividedDown(by: 60).quotient }
}
