import Time

/// A day and a clock without an offset, which is all that many a file says.
struct LocalDate {
    /// As RFC 3339 has it, but for the offset.
    let text: String

    /// Of year, month, day, hour, minute and second; nil where there is no such day.
    init?(_ parts: [Int]) {
        guard parts.count == 6, (1...9999).contains(parts[0]), (0...23).contains(parts[3]),
            (0...59).contains(parts[4]), (0...60).contains(parts[5]),
            CivilDate(year: parts[0], month: parts[1], day: parts[2]) != nil
        else { return nil }
        let two = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }
        let year = String("000\(parts[0])".suffix(4))
        text = "\(year)-\(two[1])-\(two[2])T\(two[3]):\(two[4]):\(two[5])"
    }
}

extension Facts {
    /// With an offset a date becomes UTC; without one it stays as it is.
    mutating func addDate(_ key: String, _ text: String?) {
        guard let text else { return }
        if let instant = Instant(rfc3339: text) { add(key, instant) } else { add(key, text) }
    }
}
