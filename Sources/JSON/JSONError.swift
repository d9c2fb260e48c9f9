/// Why a text could not be read, or a value not be written: what, where in the text, and under which path.
package struct JSONError: Error, Sendable, Hashable {
    package let reason: Reason
    /// Where in the text; nil if there is no text, as in encoding.
    package let position: JSONPosition?
    /// The value in question; the top of the text if it is no JSON at all.
    package let path: JSONPath

    package init(_ reason: Reason, at position: JSONPosition? = nil, path: JSONPath = JSONPath()) {
        self.reason = reason
        self.position = position
        self.path = path
    }

    package enum Reason: Sendable, Hashable {
        // The text is not JSON, or breaks a limit.
        case empty
        case cutShort
        case byteOrderMark
        case unexpected(UInt8, wanted: Wanted)
        case trailingBytes
        case controlCharacter(UInt8)
        case invalidEscape
        case loneSurrogate
        case invalidUTF8
        case numberOutOfRange
        case numberTooLong(limit: Int)
        case duplicateKey(String)
        case tooDeep(limit: Int)
        case tooLong(limit: Int)

        // The text is JSON, but not of the type. What was expected is named in JSON's words: its writer has no others.
        case mismatch(expected: JSONKind, found: JSONKind)
        /// A number that the type has no value for, such as 300 for an Int8 or 1.5 for an Int.
        case unrepresentable(expected: String)
        case missingKey(String)
        /// The array has ended.
        case missingValue

        // The value cannot be JSON.
        case notFinite
        case nothingEncoded(type: String)
        /// A type that asks its encoder for two kinds of container, or writes a single value twice.
        case encodedTwice

        /// The type itself refused, in its own words.
        case refused(String)
    }

    /// What the grammar allows where something else was found.
    package enum Wanted: String, Sendable, Hashable {
        case value = "a value"
        case key = "a key in quotes"
        case keyOrEnd = "a key in quotes or \"}\""
        case valueOrEnd = "a value or \"]\""
        case colon = "\":\""
        case commaOrBrace = "\",\" or \"}\""
        case commaOrBracket = "\",\" or \"]\""
        case digit = "a digit"
        case word = "true, false or null"
    }
}
