/// Any JSON: what was read when no type is known for it.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Reads a whole text, which may be any value.
    package init(parsing text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        self = try Tape(text, limits: limits).value(at: 0)
    }

    /// Writes the value as text.
    package func bytes(style: JSONStyle = .compact) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.value(self)
        return writer.finish()
    }

    package static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    /// What is not finite is null, as JavaScript writes it.
    package static func double(_ value: Double) -> JSONValue { JSONNumber(value).map(JSONValue.number) ?? .null }

    package var kind: JSONKind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}

extension JSONValue {
    /// The value under a key; nil if there is none, or if this is no object.
    package subscript(key: String) -> JSONValue? { object?[key] }

    /// The element at an index; nil if there is none, or if this is no array.
    package subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    package var isNull: Bool { self == .null }

    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    package var number: JSONNumber? {
        guard case .number(let value) = self else { return nil }
        return value
    }

    package var int: Int? { number?.int }

    package var double: Double? { number?.double }

    package var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    package var array: [JSONValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    package var object: JSONObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }
}
