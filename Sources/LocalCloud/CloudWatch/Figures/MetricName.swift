/// Which metric it is: a name in a namespace, with its dimensions in the order of their names.
struct MetricName: Sendable, Hashable, Comparable {
    struct Dimension: Sendable, Hashable, Comparable {
        let name: String
        let value: String

        static func < (left: Dimension, right: Dimension) -> Bool {
            (left.name, left.value) < (right.name, right.value)
        }
    }

    let namespace: String
    let name: String
    let dimensions: [Dimension]

    init(_ namespace: String, _ name: String, dimensions: [Dimension] = []) {
        self.namespace = namespace
        self.name = name
        self.dimensions = dimensions.sorted()
    }

    /// What CloudWatch takes of one metric.
    static let mostDimensions = 30

    static func < (left: MetricName, right: MetricName) -> Bool {
        if left.namespace != right.namespace { return left.namespace < right.namespace }
        if left.name != right.name { return left.name < right.name }
        return left.dimensions.lexicographicallyPrecedes(right.dimensions)
    }
}

/// What a figure counts, in CloudWatch's words.
enum MetricUnit {
    static let all: Set<String> = Set(
        ["Seconds", "Microseconds", "Milliseconds", "Percent", "Count", "Count/Second", "None"]
            + ["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"].flatMap { [$0, "\($0)/Second"] }
            + ["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"].flatMap { [$0, "\($0)/Second"] }
    )
}

/// What was measured of one metric at one time.
struct MetricDatum: Sendable {
    let metric: MetricName
    let unit: String
    let minute: Int64
    let figures: Figures
}
