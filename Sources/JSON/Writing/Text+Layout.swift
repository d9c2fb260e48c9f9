extension [UInt8] {
    /// Appends the line break and indentation before what stands at a depth.
    mutating func appendLine(depth: Int) {
        append(UInt8(ascii: "\n"))
        append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    mutating func appendKey(_ key: String, style: JSONStyle) {
        appendJSON(string: key, ascii: style.isASCII)
        append(UInt8(ascii: ":"))
        if style.isPretty { append(UInt8(ascii: " ")) }
    }
}
