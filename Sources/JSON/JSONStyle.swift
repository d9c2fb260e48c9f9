/// How JSON is written; what it says is the same in every style.
package struct JSONStyle: Sendable, Hashable {
    /// Without any space.
    package static let compact = JSONStyle()

    /// For people: a line for each value, two spaces of indentation, as `JSON.stringify(value, null, 2)` has it.
    package static let pretty = JSONStyle(isPretty: true)

    /// Byte for byte what JavaScript's `JSON.stringify` writes, for texts that are signed or hashed there.
    ///
    /// Beyond what every style shares this means: numbers as ECMAScript's Number::toString spells them, negative zero
    /// as `0`, what is not finite as `null`, and the keys of a ``JSONValue`` or a dictionary that are array indices
    /// (`"0"` to `"4294967294"`) before the others and ascending, since no object of JavaScript can hold them
    /// otherwise. Integers beyond 2^53 are written exactly, where JavaScript would have rounded them when reading.
    package static let stringify = JSONStyle(followsJavaScript: true)

    let isPretty: Bool
    let followsJavaScript: Bool
    let isASCII: Bool

    private init(isPretty: Bool = false, followsJavaScript: Bool = false, isASCII: Bool = false) {
        self.isPretty = isPretty
        self.followsJavaScript = followsJavaScript
        self.isASCII = isASCII
    }

    /// The same style, but everything outside printable ASCII as `\uXXXX`: for the value of an HTTP header.
    package var ascii: JSONStyle {
        JSONStyle(isPretty: isPretty, followsJavaScript: followsJavaScript, isASCII: true)
    }
}
