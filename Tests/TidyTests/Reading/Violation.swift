/// Where a rule is broken, and what to do instead.
struct Violation: Sendable, Equatable, CustomStringConvertible {
    let path: String
    /// From 1; nil where it is the whole file's, or that of one that is missing.
    let line: Int?
    let advice: String

    init(_ path: String, line: Int? = nil, _ advice: String) {
        self.path = path
        self.line = line
        self.advice = advice
    }

    var description: String {
        line.map { "\(path):\($0): \(advice)" } ?? "\(path): \(advice)"
    }
}
