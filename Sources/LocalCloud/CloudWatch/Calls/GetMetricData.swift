import JSON
import Time

struct GetMetricData: JSONCall {
    let MetricDataQueries: [MetricQuery]
    let StartTime: WireTime
    let EndTime: WireTime
    let NextToken: String?
    let ScanBy: String?
    let MaxDatapoints: WireNumber?
    let LabelOptions: JSONValue?

    struct MetricQuery: Decodable, Sendable {
        let Id: String
        let MetricStat: MetricStat?
        let Expression: String?
        let Label: String?
        let ReturnData: WireFlag?
        let AccountId: String?
    }

    struct MetricStat: Decodable, Sendable {
        let Metric: MetricShown
        let Period: WireNumber?
        let Stat: String
        let Unit: String?
    }

    struct Answer: Encodable, Sendable {
        let MetricDataResults: [Series]
        let Messages: [String]
    }

    struct Series: Encodable, Sendable {
        let Id: String
        let Label: String
        let Timestamps: [Double]
        let Values: [Double]
        let StatusCode: String
    }

    private static let mostQueries = 500
    private static let mostPoints = 100_800

    func perform(in meters: isolated Meters, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        try meters.allow("GetMetricData", request)
        if NextToken != nil { throw ServiceFault("InvalidNextToken", "The token is not one of ours.") }
        guard (1...Self.mostQueries).contains(MetricDataQueries.count) else {
            throw .metricParameter("The parameter MetricDataQueries must have from 1 to \(Self.mostQueries) members.")
        }
        guard Set(MetricDataQueries.map(\.Id)).count == MetricDataQueries.count else {
            throw .metricParameter("The values of the parameter Id in MetricDataQueries must be unique.")
        }
        guard ["TimestampAscending", "TimestampDescending", nil].contains(ScanBy) else {
            throw .metricParameter("The parameter ScanBy must be TimestampDescending or TimestampAscending.")
        }
        var results: [Series] = []
        for query in MetricDataQueries {
            let series = try series(of: query, in: meters.store)
            if query.ReturnData?.isSet ?? true { results.append(series) }
        }
        let limit = MaxDatapoints?.int ?? Self.mostPoints
        guard results.reduce(0, { $0 + $1.Values.count }) <= min(limit, Self.mostPoints) else {
            throw .notEmulated("GetMetricData of more data points than go into one answer")
        }
        return Answer(MetricDataResults: results, Messages: [])
    }

    private func series(of query: MetricQuery, in store: MetricStore) throws(ServiceFault) -> Series {
        if query.Expression != nil { throw .notEmulated("GetMetricData with Expression") }
        if query.AccountId != nil { throw .notEmulated("GetMetricData with AccountId") }
        guard let wanted = query.MetricStat else { throw .metricMissing("MetricDataQueries.member.MetricStat") }
        let (fields, statistic) = (wanted.Metric, try Statistic(wanted.Stat))
        let metric = try LocalCloud.MetricName(fields.Namespace, fields.MetricName, fields.Dimensions)
        let periods = try MetricPeriods(from: StartTime.instant, to: EndTime.instant, period: wanted.Period)
        var minutes: [Int64: Figures] = [:]
        for (_, more) in store.units(of: metric, only: wanted.Unit) {
            minutes.merge(more) { $0.adding($1) }
        }
        var points = periods.figures(of: minutes).compactMap { time, figures in
            statistic.value(of: figures).map { (time: time.epochSeconds, value: $0) }
        }
        if ScanBy != "TimestampAscending" { points.reverse() }
        return Series(
            Id: query.Id,
            Label: query.Label ?? metric.name,
            Timestamps: points.map(\.time),
            Values: points.map(\.value),
            StatusCode: "Complete"
        )
    }
}
