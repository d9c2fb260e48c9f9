/// Where in a text a value begins.
package struct YAMLPlace: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Counted from one.
    package let line: Int
    /// Counted in characters from one.
    package let column: Int

    package static let start = YAMLPlace(line: 1, column: 1)

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (one: YAMLPlace, two: YAMLPlace) -> Bool {
        (one.line, one.column) < (two.line, two.column)
    }

    package var description: String { "\(line):\(column)" }
}
