import JSON
import Time

struct GetMetricStatistics: JSONCall {
    let Namespace: String?
    let MetricName: String?
    let Dimensions: [DimensionFields]?
    let StartTime: WireTime
    let EndTime: WireTime
    let Period: WireNumber?
    let Statistics: [String]?
    let ExtendedStatistics: [String]?
    let Unit: String?

    struct Answer: Encodable, Sendable {
        let Label: String
        let Datapoints: [Datapoint]
    }

    struct Datapoint: Encodable, Sendable {
        let Timestamp: Double
        var SampleCount: Double?
        var Average: Double?
        var Sum: Double?
        var Minimum: Double?
        var Maximum: Double?
        let Unit: String
        var ExtendedStatistics: [String: Double]?
    }

    private static let mostPoints = 1_440

    func perform(in meters: isolated Meters, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        try meters.allow("GetMetricStatistics", request)
        let metric = try LocalCloud.MetricName(Namespace, MetricName, Dimensions)
        let (plain, extended) = (Statistics ?? [], ExtendedStatistics ?? [])
        guard !plain.isEmpty || !extended.isEmpty else {
            throw .metricCombination("At least one of the parameters Statistics and ExtendedStatistics is needed.")
        }
        var statistics: [(name: String, statistic: Statistic)] = []
        for name in plain + extended { statistics.append((name, try Statistic(name))) }
        let periods = try MetricPeriods(from: StartTime.instant, to: EndTime.instant, period: Period)
        guard periods.count <= Self.mostPoints else {
            throw .metricCombination(
                "You have requested up to \(periods.count) datapoints, which exceeds the limit of 1,440. You may "
                    + "reduce the datapoints requested by increasing Period, or decreasing the time range."
            )
        }
        let units = meters.store.units(of: metric, only: Unit)
        let points = units.flatMap { unit, minutes in
            periods.figures(of: minutes).map { point($0.figures, at: $0.time, unit, statistics) }
        }
        return Answer(Label: metric.name, Datapoints: points)
    }

    private func point(
        _ figures: Figures,
        at time: Instant,
        _ unit: String,
        _ statistics: [(name: String, statistic: Statistic)]
    ) -> Datapoint {
        var point = Datapoint(Timestamp: time.epochSeconds, Unit: unit)
        for (name, statistic) in statistics {
            let value = statistic.value(of: figures)
            switch statistic {
            case .sampleCount: point.SampleCount = value
            case .average: point.Average = value
            case .sum: point.Sum = value
            case .minimum: point.Minimum = value
            case .maximum: point.Maximum = value
            case .percentile: point.ExtendedStatistics = (point.ExtendedStatistics ?? [:]).merging(value, at: name)
            }
        }
        return point
    }
}

extension MetricName {
    /// As callers ask for one.
    init(_ namespace: String?, _ name: String?, _ dimensions: [DimensionFields]?) throws(ServiceFault) {
        guard let namespace else { throw .metricMissing("Namespace") }
        guard let name else { throw .metricMissing("MetricName") }
        self.init(namespace, name, dimensions: try dimensions.read())
    }
}

extension [String: Double] {
    fileprivate func merging(_ value: Double?, at name: String) -> [String: Double] {
        var merged = self
        merged[name] = value
        return merged
    }
}
