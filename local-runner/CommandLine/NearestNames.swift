/// The names that somebody who wrote another may have meant.
struct NearestNames {
    let names: [String]

    /// Those that are the fewest slips away, and no more than a third of the word.
    init(of name: String, among known: [String]) {
        let distances = known.map { (name: $0, slips: Self.slips(from: Array(name), to: Array($0))) }
        let most = max(1, name.count / 3)
        guard let least = distances.map(\.slips).min(), least <= most else {
            names = []
            return
        }
        names = distances.filter { $0.slips == least }.map(\.name)
    }

    /// What is said behind a name that is none of those: what it may have been, or what there is.
    static func hint(for name: String, among known: [String], ifNone none: String) -> String {
        let near = NearestNames(of: name, among: known).names
        if !near.isEmpty { return "; did you mean \(near.map(\.printable).joined(separator: " or "))?" }
        if known.isEmpty { return none }
        let told = known.sorted().prefix(longestList).map(\.printable).joined(separator: ", ")
        return "; there are \(told)" + (known.count > longestList ? " and others" : "")
    }

    /// What a person still reads; an account of AWS may have thousands of queues.
    private static let longestList = 50

    /// Letters to put in, leave out, change, or swap with the next: the restricted distance of Damerau and Levenshtein.
    private static func slips(from: [Character], to: [Character]) -> Int {
        var (before, last) = ([Int](), Array(0...to.count))
        for (index, letter) in from.enumerated() {
            var row = [index + 1]
            for (column, other) in to.enumerated() {
                let kept = last[column] + (letter == other ? 0 : 1)
                var least = min(kept, row[column] + 1, last[column + 1] + 1)
                if index > 0, column > 0, letter == to[column - 1], from[index - 1] == other {
                    least = min(least, before[column - 1] + 1)
                }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return last[to.count]
    }
}
