/// What is known of the values of a time: their sum, number and ends, and the values themselves while they are few.
struct Figures: Sendable, Equatable {
    struct Sample: Sendable, Equatable {
        let value: Double
        var count: Double
    }

    private(set) var sum: Double
    private(set) var count: Double
    private(set) var minimum: Double
    private(set) var maximum: Double
    /// By value; nil where there are too many, or somebody else has added them up.
    private(set) var samples: [Sample]?

    /// Different values of one minute: a statistic of more would be a list of all that ever was.
    private static let mostSamples = 100

    init(_ value: Double, count: Double = 1) {
        sum = value * count
        self.count = count
        (minimum, maximum) = (value, value)
        samples = [Sample(value: value, count: count)]
    }

    /// What somebody else has added up; of values that are all the same they are known.
    init(sum: Double, count: Double, minimum: Double, maximum: Double) {
        (self.sum, self.count, self.minimum, self.maximum) = (sum, count, minimum, maximum)
        samples = minimum == maximum ? [Sample(value: minimum, count: count)] : nil
    }

    var average: Double { sum / count }
    var size: Int { 4 + (samples?.count ?? 0) }

    /// Within a minute, where the number of values is bounded; a longer time has the bounds of its minutes.
    mutating func add(_ other: Figures, isBounded: Bool = true) {
        sum += other.sum
        count += other.count
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        guard var known = samples, let more = other.samples else {
            samples = nil
            return
        }
        for sample in more {
            let place = known.firstPlace { $0.value >= sample.value }
            if place < known.count, known[place].value == sample.value {
                known[place].count += sample.count
            } else {
                known.insert(sample, at: place)
            }
        }
        samples = isBounded && known.count > Self.mostSamples ? nil : known
    }

    /// Together with those of another unit.
    func adding(_ other: Figures) -> Figures {
        var sum = self
        sum.add(other, isBounded: false)
        return sum
    }

    /// The smallest value that so many in a hundred are not above; nil where the values are not known.
    func percentile(_ percent: Double) -> Double? {
        guard let samples else { return nil }
        let rank = percent / 100 * count
        var seen = 0.0
        for sample in samples {
            seen += sample.count
            // A number of decimals is not exact to the last.
            if seen >= rank - 1e-9 { return sample.value }
        }
        return samples.last?.value
    }
}

extension [Figures.Sample] {
    /// Of what is false first and then true.
    fileprivate func firstPlace(where isReached: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isReached(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// A statistic as callers name it.
enum Statistic: Sendable, Equatable {
    case sampleCount, average, sum, minimum, maximum
    case percentile(Double)

    init(_ text: String) throws(ServiceFault) {
        switch text {
        case "SampleCount": self = .sampleCount
        case "Average": self = .average
        case "Sum": self = .sum
        case "Minimum": self = .minimum
        case "Maximum": self = .maximum
        case _:
            guard text.hasPrefix("p"), let percent = Double(text.dropFirst()), percent > 0, percent <= 100 else {
                throw .notEmulated("The statistic '\(text)'")
            }
            self = .percentile(percent)
        }
    }

    func value(of figures: Figures) -> Double? {
        switch self {
        case .sampleCount: figures.count
        case .average: figures.average
        case .sum: figures.sum
        case .minimum: figures.minimum
        case .maximum: figures.maximum
        case .percentile(let percent): figures.percentile(percent)
        }
    }
}
