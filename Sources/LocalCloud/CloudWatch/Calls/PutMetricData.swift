import JSON
import Time

struct PutMetricData: JSONCall {
    let Namespace: String
    let MetricData: [Datum]?
    let EntityMetricData: JSONValue?

    struct Datum: Decodable, Sendable {
        let MetricName: String
        let Dimensions: [DimensionFields]?
        let Timestamp: WireTime?
        let Value: WireNumber?
        let Values: [WireNumber]?
        let Counts: [WireNumber]?
        let StatisticValues: StatisticSet?
        let Unit: String?
        let StorageResolution: WireNumber?
    }

    struct StatisticSet: Decodable, Sendable {
        let SampleCount: WireNumber
        let Sum: WireNumber
        let Minimum: WireNumber
        let Maximum: WireNumber
    }

    private static let mostData = 1_000
    private static let mostValues = 150

    func perform(in meters: isolated Meters, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        try meters.allow("PutMetricData", request)
        if EntityMetricData != nil { throw .notEmulated("PutMetricData with EntityMetricData") }
        guard let data = MetricData, !data.isEmpty else { throw .metricMissing("MetricData") }
        guard !Namespace.isEmpty, !Namespace.hasPrefix("AWS/"), !Namespace.hasPrefix(":") else {
            throw .metricParameter("The value \(Namespace) for parameter Namespace is invalid.")
        }
        guard data.count <= Self.mostData else {
            throw .metricParameter("The collection MetricData must not have a size greater than \(Self.mostData).")
        }
        // All are looked at before any is taken.
        var read: [MetricDatum] = []
        for (place, datum) in data.enumerated() {
            let field = "MetricData.member.\(place + 1)"
            read.append(try self.read(datum, field, at: meters.ground.clock.now))
        }
        meters.store.add(read)
        return Nothing()
    }

    private func read(_ datum: Datum, _ field: String, at now: Instant) throws(ServiceFault) -> MetricDatum {
        guard !datum.MetricName.isEmpty else { throw .metricMissing("\(field).MetricName") }
        let unit = datum.Unit ?? "None"
        guard MetricUnit.all.contains(unit) else {
            throw .metricParameter("The parameter \(field).Unit must be a value in the set of units.")
        }
        let resolution = datum.StorageResolution?.value ?? 60
        guard resolution == 1 || resolution == 60 else {
            throw .metricParameter("The parameter \(field).StorageResolution must be 1 or 60.")
        }
        let time = datum.Timestamp?.instant ?? now
        guard time.isTakenByCloudWatch(at: now) else {
            throw .metricParameter(
                "The parameter \(field).Timestamp must specify a time within the past two weeks, and no more than two "
                    + "hours into the future."
            )
        }
        return MetricDatum(
            metric: MetricName(Namespace, datum.MetricName, dimensions: try datum.Dimensions.read(field)),
            unit: unit,
            minute: time.minute,
            figures: try figures(datum, field)
        )
    }

    private func figures(_ datum: Datum, _ field: String) throws(ServiceFault) -> Figures {
        switch (datum.Value?.value, datum.Values, datum.StatisticValues) {
        case (let value?, nil, nil): return Figures(try checked(value, field))
        case (nil, nil, let set?): return try figures(set, field)
        case (nil, let values?, nil):
            let counts = datum.Counts?.map(\.value) ?? values.map { _ in 1 }
            guard counts.count == values.count, (1...Self.mostValues).contains(values.count) else {
                throw .metricParameter("The parameters \(field).Values and \(field).Counts must be of the same size.")
            }
            var sum: Figures?
            for (value, count) in zip(values, counts) {
                guard count > 0, count.isTakenByCloudWatch else {
                    throw .metricParameter("The parameter \(field).Counts must be greater than 0.")
                }
                let next = Figures(try checked(value.value, field), count: count)
                if sum?.add(next) == nil { sum = next }
            }
            guard let sum else { throw .metricMissing("\(field).Values") }
            return sum
        case (nil, nil, nil): throw .metricMissing("\(field).Value")
        case _:
            throw .metricCombination(
                "The parameters \(field).Value, \(field).Values and \(field).StatisticValues are mutually exclusive "
                    + "and you have specified more than one."
            )
        }
    }

    private func figures(_ set: StatisticSet, _ field: String) throws(ServiceFault) -> Figures {
        let count = try checked(set.SampleCount.value, field)
        guard count > 0, set.Minimum.value <= set.Maximum.value else {
            throw .metricParameter("The parameter \(field).StatisticValues is invalid.")
        }
        return Figures(
            sum: try checked(set.Sum.value, field),
            count: count,
            minimum: try checked(set.Minimum.value, field),
            maximum: try checked(set.Maximum.value, field)
        )
    }

    private func checked(_ value: Double, _ field: String) throws(ServiceFault) -> Double {
        guard value.isTakenByCloudWatch else {
            throw .metricParameter("The value \(value) for parameter \(field).Value is invalid.")
        }
        return value
    }
}

/// A dimension as callers write it.
struct DimensionFields: Codable, Sendable {
    let Name: String
    let Value: String?
}

extension [DimensionFields]? {
    func read(_ field: String = "Dimensions") throws(ServiceFault) -> [MetricName.Dimension] {
        let fields = self ?? []
        guard fields.count <= MetricName.mostDimensions, Set(fields.map(\.Name)).count == fields.count else {
            throw .metricParameter("The parameter \(field).Dimensions has too many, or two of one name.")
        }
        var dimensions: [MetricName.Dimension] = []
        for one in fields {
            guard !one.Name.isEmpty, let value = one.Value, !value.isEmpty else {
                throw .metricParameter("The parameter \(field).Dimensions has one without a name or a value.")
            }
            dimensions.append(MetricName.Dimension(name: one.Name, value: value))
        }
        return dimensions
    }
}
