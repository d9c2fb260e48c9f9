import JSON
package import Time

/// Figures for CloudWatch, written as lines in its embedded metric format: no call, no waiting.
package struct Metrics: Sendable {
    private let namespace: String
    private let function: String
    private let sink: any LogSink

    package init(namespace: String = "Assay", function: String, sink: any LogSink) {
        self.namespace = namespace
        self.function = function
        self.sink = sink
    }

    /// Writes figures that share the dimensions `function` and those given.
    ///
    /// Every combination of dimension values is a metric that costs money: ids belong in `properties`. A name stands
    /// for one thing: a dimension goes before a property of its name, and both before a figure.
    package func record(
        _ figures: [Metric],
        dimensions: KeyValuePairs<String, String> = [:],
        properties: KeyValuePairs<String, String> = [:],
        at time: Instant
    ) {
        // CloudWatch refuses a whole line for a dimension without a value, and for a figure that is no number.
        var taken: Set<String> = ["_aws", "function"]
        let named = dimensions.filter { !$0.value.isEmpty && taken.insert($0.key).inserted }
            .prefix(Metrics.mostDimensions - 1)
        let noted = properties.filter { taken.insert($0.key).inserted }
        var rest = figures.filter { $0.value.isFinite && !taken.contains($0.name) }
        while !rest.isEmpty {
            // A name stands once in a line; a second figure of it takes the next.
            var names: Set<String> = []
            let fitting = rest.map { names.count < Metrics.mostFigures && names.insert($0.name).inserted }
            let figures = zip(rest, fitting).filter(\.1).map(\.0)
            sink.write(line(figures, Array(named), noted, time))
            rest = zip(rest, fitting).filter { !$0.1 }.map(\.0)
        }
    }

    /// What one line of the format may hold.
    private static let mostFigures = 100
    /// What CloudWatch takes for one metric.
    private static let mostDimensions = 30

    private func line(
        _ figures: [Metric],
        _ dimensions: [(key: String, value: String)],
        _ properties: [(key: String, value: String)],
        _ time: Instant
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("_aws", directive(figures, dimensions, time))
            writer.member("function", .string(function))
            for (name, value) in dimensions + properties { writer.member(name, .string(value)) }
            for figure in figures {
                writer.key(figure.name)
                writer.double(figure.value)
            }
        }
        return writer.finish() + [UInt8(ascii: "\n")]
    }

    private func directive(
        _ figures: [Metric],
        _ dimensions: [(key: String, value: String)],
        _ time: Instant
    ) -> JSONValue {
        let names = ["function"] + dimensions.map(\.key)
        return [
            "Timestamp": .number(JSONNumber(time.millisecondsSinceEpoch)),
            "CloudWatchMetrics": [
                [
                    "Namespace": .string(namespace),
                    "Dimensions": [.array(names.map { .string($0) })],
                    "Metrics": .array(
                        figures.map { ["Name": .string($0.name), "Unit": .string($0.unit.rawValue)] }
                    ),
                ]
            ],
        ]
    }
}

/// One figure.
package struct Metric: Sendable, Equatable {
    package enum Unit: String, Sendable {
        case count = "Count"
        case milliseconds = "Milliseconds"
        case bytes = "Bytes"
        case none = "None"
    }

    package let name: String
    package let value: Double
    package let unit: Unit

    package init(_ name: String, _ value: Double, _ unit: Unit = .count) {
        self.name = name
        self.value = value
        self.unit = unit
    }
}
