/// Gives a type one value of an item.
struct ItemDecoder: Decoder, SingleValueDecodingContainer {
    let value: AttributeValue
    let codingPath: [any CodingKey]

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .map(let map) = value else { throw mismatch(expected: "M") }
        return KeyedDecodingContainer(MapDecoder(map: map, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let list) = value else { throw mismatch(expected: "L") }
        return ListDecoder(list: list, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { value == .null }

    // Serves the protocol's requirements for all types at once.
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try read(type) }

    /// The value as a type: what DynamoDB has at once, other types by their own initialiser.
    func read<T: Decodable>(_ type: T.Type) throws -> T {
        guard let known = try known(type) else { return try T(from: self) }
        guard let value = known as? T else { throw mismatch(expected: "\(type)") }
        return value
    }

    private func known<T: Decodable>(_ type: T.Type) throws -> Any? {
        if type == String.self {
            guard case .string(let text) = value else { throw mismatch(expected: "S") }
            return text
        }
        if type == Bool.self {
            guard case .bool(let bool) = value else { throw mismatch(expected: "BOOL") }
            return bool
        }
        if type == [UInt8].self {
            guard case .binary(let bytes) = value else { throw mismatch(expected: "B") }
            return bytes
        }
        if type == AttributeValue.self { return value }
        if type == Double.self { return try number(Double.self) { $0.isFinite } }
        if type == Float.self { return try number(Float.self) { $0.isFinite } }
        if let integer = type as? any FixedWidthInteger.Type { return try self.integer(integer) }
        if let set = type as? any DecodableSet.Type { return try set.init(value, at: codingPath) }
        return nil
    }

    private func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Any {
        guard let number = Integer(try text(ofNumber: type)) else { throw unrepresentable(type) }
        return number
    }

    private func number<Number: LosslessStringConvertible>(
        _ type: Number.Type,
        _ isValid: (Number) -> Bool
    ) throws -> Number {
        guard let number = Number(try text(ofNumber: type)), isValid(number) else { throw unrepresentable(type) }
        return number
    }

    private func text(ofNumber type: Any.Type) throws -> String {
        guard case .number(let text) = value else { throw mismatch(expected: "N") }
        return text
    }

    private func mismatch(expected: String) -> DecodingError {
        ItemFailure(.mismatch(expected: expected, found: value.typeName), at: codingPath).decodingError
    }

    private func unrepresentable(_ type: Any.Type) -> DecodingError {
        ItemFailure(.unrepresentable(expected: "\(type)"), at: codingPath).decodingError
    }
}
