import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

struct EmbeddedMetricsTests {
    private let store = MetricStore()
    private let clock = ManualClock(now: Neighbourhood.start)
    private let reader: EmbeddedMetrics

    init() {
        reader = EmbeddedMetrics(store, clock: clock)
    }

    private func write(_ text: String) {
        reader.write(Array("\(text)\n".utf8))
    }

    private func figures(_ namespace: String, _ name: String, _ dimensions: KeyValuePairs<String, String> = [:])
        -> [String: Figures]
    {
        let metric = MetricName(namespace, name, dimensions: dimensions.map { .init(name: $0.key, value: $0.value) })
        let minute = clock.now.minute
        return Dictionary(
            uniqueKeysWithValues: store.units(of: metric).compactMap { unit, minutes in
                minutes[minute].map { (unit, $0) }
            }
        )
    }

    @Test func `what our functions write is read`() {
        let log = FunctionLog(reader: reader)
        let metrics = Metrics(function: "presign", sink: log)
        metrics.record(
            [Metric("Accepted", 1), Metric("Bytes", 512, .bytes)],
            dimensions: ["kind": "pdf"],
            at: clock.now
        )
        metrics.record([Metric("Accepted", 2)], dimensions: ["kind": "pdf"], at: clock.now)
        let accepted = figures("Assay", "Accepted", ["function": "presign", "kind": "pdf"])["Count"]
        #expect(accepted?.sum == 3 && accepted?.count == 2 && accepted?.minimum == 1 && accepted?.maximum == 2)
        #expect(figures("Assay", "Bytes", ["function": "presign", "kind": "pdf"])["Bytes"]?.sum == 512)
        #expect(store.malformed == 0 && log.latest.count == 2)
    }

    @Test func `a line may have namespaces, sets of dimensions and lists of values`() {
        write(
            """
            {"_aws":{"Timestamp":1800000000000,"CloudWatchMetrics":[\
            {"Namespace":"A","Dimensions":[["x"],["x","y"],[]],"Metrics":[{"Name":"t","Unit":"Milliseconds",\
            "StorageResolution":1}]},{"Namespace":"B","Metrics":[{"Name":"n"}]}]},"x":"1","y":"2","t":[5,1,5],"n":7}
            """
        )
        let expected = figures("A", "t")["Milliseconds"]
        #expect(expected?.samples == [.init(value: 1, count: 1), .init(value: 5, count: 2)] && expected?.sum == 11)
        #expect(figures("A", "t", ["x": "1"])["Milliseconds"] == expected)
        #expect(figures("A", "t", ["y": "2", "x": "1"])["Milliseconds"] == expected)
        #expect(figures("B", "n")["None"]?.sum == 7)
    }

    @Test(arguments: [
        "START RequestId: 1", #"{"level":"info","message":"_aws"}"#, #"{"_aws":{"Timestamp":1}}"#, "",
        #"  {"message":"no figures"}"#,
    ])
    func `a line that claims no figures is none of our business`(line: String) {
        write(line)
        #expect(store.malformed == 0 && store.names().isEmpty)
    }

    private static func line(
        time: String = "1800000000000",
        dimensions: String = #"[["d"]]"#,
        metric: String = #"{"Name":"m"}"#,
        rest: String = #""d":"1","m":1"#
    ) -> String {
        """
        {"_aws":{"Timestamp":\(time),"CloudWatchMetrics":[{"Namespace":"N","Dimensions":\(dimensions),\
        "Metrics":[\(metric)]}]},\(rest)}
        """
    }

    @Test(arguments: [
        line(rest: #""d":"1""#), line(rest: #""m":1"#), line(rest: #""d":"","m":1"#), line(rest: #""d":1,"m":1"#),
        line(rest: #""d":"1","m":"1""#), line(rest: #""d":"1","m":[]"#), line(rest: #""d":"1","m":[1,null]"#),
        line(rest: #""d":"1","m":1e200"#), line(time: #""now""#), line(time: "1798000000000"),
        line(time: "1800008000000"), line(dimensions: #"["d"]"#), line(dimensions: "{}"),
        line(dimensions: #"[["d","d"]]"#),
        line(metric: #"{"Name":"m","Unit":"Bananas"}"#), line(metric: #"{"Name":"m","StorageResolution":5}"#),
        line(metric: "{}"), line(metric: "1"), #"{"_aws":{"Timestamp":1800000000000,"CloudWatchMetrics":{}}}"#,
        #"{"_aws":{"Timestamp":1800000000000,"CloudWatchMetrics":[{"Namespace":"N","Metrics":1}]}}"#,
        #"{"_aws":{"Timestamp":1800000000000,"CloudWatchMetrics":[{"Metrics":[]}]}}"#, #"{"_aws":{"Timestamp""#,
        line(rest: "\"d\":\"1\",\"m\":[\(Array(repeating: "1", count: 101).joined(separator: ","))]"),
    ])
    func `a line that has its figures wrong counts for nothing, and is counted`(line: String) {
        write(line)
        #expect(store.malformed == 1 && store.names().isEmpty)
    }

    @Test func `memory is bounded: the oldest minutes go, and a metric too many is refused`() {
        let store = MetricStore(mostSeries: 2, mostSize: 50)
        for minute in 0..<20 {
            let metric = MetricName("N", minute.isMultiple(of: 2) ? "a" : "b")
            store.add([MetricDatum(metric: metric, unit: "None", minute: Int64(minute), figures: Figures(1))])
        }
        // Each minute is five in size.
        let kept = ["a", "b"].flatMap { store.units(of: MetricName("N", $0)).flatMap(\.minutes.keys) }
        #expect(kept.sorted() == Array(10..<20))
        store.add([MetricDatum(metric: MetricName("N", "c"), unit: "None", minute: 5, figures: Figures(1))])
        #expect(store.refused == 1 && store.names().map(\.name) == ["a", "b"])
        #expect(store.series.map(\.series.sum) == [10, 10])
    }
}
