import Hosting
import JSON
package import Time

/// Reads the figures that functions write into their logs, in the embedded metric format.
///
/// A line that claims to have some and has them wrong counts for nothing, as on AWS; the store counts such lines.
package struct EmbeddedMetrics: LogSink {
    private let store: MetricStore
    private let clock: any WallClock

    package init(_ store: MetricStore, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// What AWS takes of one line: 1 MB.
    private static let limits = JSONLimits(depth: 32, bytes: 1 << 20)
    private static let mark = Array("\"_aws\"".utf8)

    package func write(_ line: [UInt8]) {
        guard let first = line.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{"), line.contains(Self.mark) else {
            return
        }
        do {
            let root = try JSONValue(parsing: line, limits: Self.limits)
            // What is for the logs alone names no metrics.
            guard let directives = root["_aws"]?["CloudWatchMetrics"] else { return }
            guard let data = data(of: root, directives) else { return store.countMalformed() }
            store.add(data)
        } catch {
            store.countMalformed()
        }
    }

    private func data(of root: JSONValue, _ directives: JSONValue) -> [MetricDatum]? {
        guard let milliseconds = root["_aws"]?["Timestamp"]?.number?.integer(as: Int64.self),
            let directives = directives.array
        else { return nil }
        let time = Instant(millisecondsSinceEpoch: milliseconds)
        guard time.isTakenByCloudWatch(at: clock.now) else { return nil }
        var data: [MetricDatum] = []
        for directive in directives {
            guard let namespace = directive["Namespace"]?.string, (1...1_024).contains(namespace.utf8.count),
                let sets = dimensions(directive["Dimensions"], in: root),
                let metrics = directive["Metrics"]?.array, metrics.count <= Self.mostMetrics
            else { return nil }
            for metric in metrics {
                guard let (name, unit, figures) = figures(metric, in: root) else { return nil }
                data += sets.map { dimensions in
                    let metric = MetricName(namespace, name, dimensions: dimensions)
                    return MetricDatum(metric: metric, unit: unit, minute: time.minute, figures: figures)
                }
            }
        }
        return data
    }

    /// Each set makes a metric of its own; without any there is one that has none.
    private func dimensions(_ value: JSONValue?, in root: JSONValue) -> [[MetricName.Dimension]]? {
        guard let value else { return [[]] }
        guard let sets = value.array else { return nil }
        var read: [[MetricName.Dimension]] = []
        for set in sets {
            guard let names = set.array, names.count <= MetricName.mostDimensions else { return nil }
            let dimensions = names.compactMap { name -> MetricName.Dimension? in
                guard let name = name.string, let value = root[name]?.string, !value.isEmpty else { return nil }
                return MetricName.Dimension(name: name, value: value)
            }
            guard dimensions.count == names.count, Set(dimensions.map(\.name)).count == names.count else { return nil }
            read.append(dimensions)
        }
        return read.isEmpty ? [[]] : read
    }

    private func figures(_ metric: JSONValue, in root: JSONValue) -> (name: String, unit: String, Figures)? {
        guard let name = metric["Name"]?.string, (1...1_024).contains(name.utf8.count),
            let resolution = (metric["StorageResolution"] ?? 60).int, resolution == 1 || resolution == 60,
            let unit = (metric["Unit"] ?? "None").string, MetricUnit.all.contains(unit), let value = root[name]
        else { return nil }
        let values = value.array ?? [value]
        guard values.count <= Self.mostValues else { return nil }
        var sum: Figures?
        for value in values {
            guard let number = value.double, number.isTakenByCloudWatch else { return nil }
            if sum?.add(Figures(number)) == nil { sum = Figures(number) }
        }
        return sum.map { (name, unit, $0) }
    }

    private static let mostMetrics = 100
    private static let mostValues = 100
}

extension Double {
    /// CloudWatch's own bounds, in which no sum overflows.
    var isTakenByCloudWatch: Bool { isFinite && magnitude <= 0x1p360 }
}

extension Instant {
    /// From two weeks before to two hours after.
    func isTakenByCloudWatch(at now: Instant) -> Bool {
        self >= now - .seconds(14 * 86_400) && self <= now + .seconds(2 * 3_600)
    }
}

extension [UInt8] {
    fileprivate func contains(_ word: [UInt8]) -> Bool {
        guard count >= word.count else { return false }
        return (0...(count - word.count)).contains { place in
            self[place] == word[0] && self[place..<(place + word.count)] == word[...]
        }
    }
}
