import JSON

extension ValueTest {
    /// One bound of a number.
    struct Comparison: Sendable, Equatable {
        enum Sign: String, Sendable {
            case equal = "="
            case less = "<"
            case lessOrEqual = "<="
            case greater = ">"
            case greaterOrEqual = ">="

            fileprivate var isLower: Bool { self == .greater || self == .greaterOrEqual }
        }

        let sign: Sign
        let number: Double

        func holds(_ value: Double) -> Bool {
            switch sign {
            case .equal: value == number
            case .less: value < number
            case .lessOrEqual: value <= number
            case .greater: value > number
            case .greaterOrEqual: value >= number
            }
        }

        /// `[">", 0, "<=", 5]`: one bound, or a lower one and an upper one.
        static func list(_ words: [JSONValue]) throws(PatternFault) -> [Comparison] {
            guard words.count == 2 || words.count == 4 else { throw PatternFault("numeric takes signs and numbers") }
            var bounds: [Comparison] = []
            for index in stride(from: 0, to: words.count, by: 2) {
                guard let sign = words[index].string.flatMap(Sign.init), let number = words[index + 1].double else {
                    throw PatternFault("numeric takes signs and numbers")
                }
                bounds.append(Comparison(sign: sign, number: number))
            }
            if bounds.count == 2 {
                let isRange = bounds[0].sign.isLower && !bounds[1].sign.isLower && bounds[1].sign != .equal
                guard isRange, bounds[0].number < bounds[1].number else {
                    throw PatternFault("a numeric range is a lower bound and a greater upper one")
                }
            }
            return bounds
        }
    }
}
