/// The names that a misspelt one may have meant, nearest first.
func nearest(to name: String, among candidates: some Sequence<String>) -> [String] {
    let most = max(2, name.utf8.count / 3)
    return
        candidates
        .map { (distance: distance(name, $0, most: most), name: $0) }
        .filter { $0.distance <= most }
        .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        .prefix(3)
        .map(\.name)
}

/// How many characters must be put in, left out or replaced, where that is no more than `most`.
///
/// Case counts for nothing.
private func distance(_ one: String, _ two: String, most: Int) -> Int {
    let one = Array(one.lowercased().utf8)
    let two = Array(two.lowercased().utf8)
    guard abs(one.count - two.count) <= most, one.count <= 255, two.count <= 255 else { return .max }
    var row = Array(0...two.count)
    for (index, byte) in one.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for column in two.indices {
            let replaced = diagonal + (byte == two[column] ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
        }
    }
    return row[two.count]
}
