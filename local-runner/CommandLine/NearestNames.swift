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

    /// Letters to put in, leave out, or change (Levenshtein's distance).
    private static func slips(from: [Character], to: [Character]) -> Int {
        var row = Array(0...to.count)
        for (index, letter) in from.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in to.enumerated() {
                let kept = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(kept, row[column] + 1, diagonal + 1)
            }
        }
        return row[to.count]
    }
}
