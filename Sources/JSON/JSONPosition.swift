/// Where in a text something was found.
package struct JSONPosition: Sendable, Hashable {
    /// Counted in bytes from zero.
    package let offset: Int
    /// Counted from one; a line ends with a line feed.
    package let line: Int
    /// Counted in characters (Unicode scalars) from one.
    package let column: Int

    /// Counts lines only now, since only an error asks for them.
    init(offset: Int, in text: [UInt8]) {
        var line = 1
        var column = 1
        for byte in text.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.offset = offset
        self.line = line
        self.column = column
    }
}

extension JSONPosition: CustomStringConvertible {
    package var description: String { "line \(line), column \(column), byte \(offset)" }
}
