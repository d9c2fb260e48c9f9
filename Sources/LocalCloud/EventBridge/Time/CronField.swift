/// What one field of a cron expression may hold, and how it is written.
struct CronField: Sendable {
    private let range: ClosedRange<Int>
    /// Of the values in their order.
    private let names: [String]

    static let minutes = CronField(range: 0...59, names: [])
    static let hours = CronField(range: 0...23, names: [])
    static let daysOfMonth = CronField(range: 1...31, names: [])
    static let months = CronField(
        range: 1...12,
        names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    )
    static let daysOfWeek = CronField(range: 1...7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
    static let years = CronField(range: 1970...2199, names: [])

    /// Of lists, ranges and steps, in their order: `1,5-8,30/10`.
    func values(of field: String) throws(ServiceFault) -> [Int] {
        var values: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count <= 2, let words = halves.first else { throw .schedule }
            var step = 1
            if halves.count == 2 {
                guard let number = Int(halves[1]), number > 0 else { throw .schedule }
                step = number
            }
            let span = try span(words, isStepped: halves.count == 2)
            values.formUnion(stride(from: 0, to: span.count, by: step).map { span[$0] })
        }
        return values.sorted()
    }

    /// A number in the range, or a name.
    func value(of word: Substring) throws(ServiceFault) -> Int {
        if let place = names.firstIndex(of: String(word)) { return range.lowerBound + place }
        guard !word.isEmpty, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(word),
            range.contains(number)
        else { throw .schedule }
        return number
    }

    /// A range may go over the end, as FRI-MON does; a step from one value goes to the end.
    private func span(_ words: Substring, isStepped: Bool) throws(ServiceFault) -> [Int] {
        if words == "*" { return Array(range) }
        let ends = words.split(separator: "-", omittingEmptySubsequences: false)
        switch ends.count {
        case 1:
            let first = try value(of: ends[0])
            return isStepped ? Array(first...range.upperBound) : [first]
        case 2:
            let (first, last) = (try value(of: ends[0]), try value(of: ends[1]))
            if first <= last { return Array(first...last) }
            return Array(first...range.upperBound) + Array(range.lowerBound...last)
        case _: throw .schedule
        }
    }
}
