/// JSON for Codable types.
///
/// Structs are written in the order in which they encode; the keys of a dictionary are sorted by their bytes, so that
/// a text does not depend on the process that wrote it. A Set, or a dictionary whose keys are neither strings nor
/// integers, is an array as it iterates, which does depend on it: sort it first. A type that encodes one key twice is
/// written as it asks, and no reader of ours will take it.
///
/// A number decodes as an integer type if its value is one, so `1.0` and `1e2` do.
package enum JSONCodec {
    /// Reads a text as a value of the type.
    package static func decode<T: Decodable>(
        _ type: T.Type,
        from text: [UInt8],
        limits: JSONLimits = .standard
    ) throws(JSONError) -> T {
        try Tape(text, limits: limits).decode(type)
    }

    /// Makes a value of the type from a tree.
    package static func decode<T: Decodable>(
        _ type: T.Type,
        from value: JSONValue,
        limits: JSONLimits = .standard
    ) throws(JSONError) -> T {
        try Tape(value, limits: limits).decode(type)
    }

    package static func encode<T: Encodable>(_ value: T, style: JSONStyle = .compact) throws(JSONError) -> [UInt8] {
        var bytes: [UInt8] = []
        try encode(value, to: &bytes, style: style)
        return bytes
    }

    /// Appends the text to bytes, which stay as they were if there is an error.
    package static func encode<T: Encodable>(
        _ value: T,
        to bytes: inout [UInt8],
        style: JSONStyle = .compact
    ) throws(JSONError) {
        let draft = Draft(style: style)
        try draft.encode(value)
        try draft.assemble(into: &bytes)
    }

    /// Makes a tree of a value.
    package static func encodeValue<T: Encodable>(_ value: T) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: encode(value))
    }
}
