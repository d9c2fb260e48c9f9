/// One metric of Prometheus, with all the labels that it has.
///
/// What CloudWatch counts is a counter, what it measures in time or size a summary, in seconds or bytes; all else is a
/// gauge that shows what came last.
struct PrometheusFamily: Sendable {
    private enum Kind: String, Sendable {
        case counter, gauge, summary
    }

    let name: String
    private let help: String
    private let kind: Kind
    /// What a unit is of Prometheus's own.
    private let factor: Double
    /// By their labels; of two that come to the same, the first.
    private var lines: [String: [(suffix: String, value: Double)]] = [:]

    init(_ series: MetricStore.SeriesName) {
        let words = Self.words(series.metric.name)
        help = "\(series.metric.name) in \(series.unit), as CloudWatch has it."
        switch series.unit {
        case "Count": (name, kind, factor) = ("\(words)_total", .counter, 1)
        case "None": (name, kind, factor) = (words, .gauge, 1)
        case let unit:
            if let (word, factor) = Self.measures[unit] {
                (name, kind, self.factor) = ("\(words)_\(word)", .summary, factor)
            } else {
                (name, kind, factor) = ("\(words)_\(Self.words(unit))", .gauge, 1)
            }
        }
    }

    /// One of our own that only counts.
    init(_ name: String, help: String, total: Int) {
        (self.name, self.help, kind, factor) = (name, help, .counter, 1)
        lines = ["": [("", Double(total))]]
    }

    mutating func add(_ series: MetricStore.Series, _ name: MetricStore.SeriesName) {
        let labels = Self.labels(name.metric)
        guard lines[labels] == nil else { return }
        switch kind {
        case .counter: lines[labels] = [("", series.sum)]
        case .gauge: lines[labels] = [("", series.last)]
        case .summary: lines[labels] = [("_sum", series.sum * factor), ("_count", series.count)]
        }
    }

    var text: String {
        let escaped = Self.escaped(help, quotes: false)
        let heads = "# HELP \(name) \(escaped)\n# TYPE \(name) \(kind.rawValue)\n"
        return heads
            + lines.sorted { $0.key < $1.key }
            .flatMap { labels, values in values.map { "\(name)\($0.suffix)\(labels) \(Self.number($0.value))\n" } }
            .joined()
    }

    private static let measures: [String: (word: String, factor: Double)] = [
        "Seconds": ("seconds", 1), "Milliseconds": ("seconds", 0.001), "Microseconds": ("seconds", 0.000001),
        "Bytes": ("bytes", 1), "Kilobytes": ("bytes", 1e3), "Megabytes": ("bytes", 1e6), "Gigabytes": ("bytes", 1e9),
        "Terabytes": ("bytes", 1e12),
    ]

    /// `{namespace="Assay",function="presign"}`.
    private static func labels(_ metric: MetricName) -> String {
        var names: Set<String> = []
        var labels: [String] = []
        for (name, value) in [("namespace", metric.namespace)] + metric.dimensions.map({ ($0.name, $0.value) }) {
            var name = safe(name, isLabel: true)
            while !names.insert(name).inserted { name += "_" }
            labels.append("\(name)=\"\(escaped(value, quotes: true))\"")
        }
        return "{\(labels.joined(separator: ","))}"
    }

    /// `DocumentsAccepted` as `documents_accepted`.
    private static func words(_ name: String) -> String {
        var text = ""
        var wasSmall = false
        for scalar in name.unicodeScalars {
            let isCapital = ("A"..."Z").contains(scalar)
            if isCapital, wasSmall { text += "_" }
            text += isCapital ? String(scalar).lowercased() : String(scalar)
            wasSmall = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        return safe(text, isLabel: false)
    }

    /// With a line under what no name may have.
    private static func safe(_ name: String, isLabel: Bool) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
            let isDigit = ("0"..."9").contains(scalar) && !text.isEmpty
            text += isLetter || isDigit || (scalar == ":" && !isLabel) ? String(scalar) : "_"
        }
        return text.isEmpty ? "_" : text
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            case _: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? "\(value)"
    }
}
