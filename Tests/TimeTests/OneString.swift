/// The smallest coder there is: one value, a string.
struct OneString {
    private(set) var string: String

    init(string: String) {
        self.string = string
    }

    init(encoding value: some Encodable) throws {
        let box = Box()
        try value.encode(to: box)
        string = box.string
    }
}

extension OneString: Decoder, SingleValueDecodingContainer {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw DecodingError.dataCorruptedError(in: self, debugDescription: "one string has no keys")
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw DecodingError.dataCorruptedError(in: self, debugDescription: "one string is no list")
    }

    func decodeNil() -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        guard let string = string as? T else {
            throw DecodingError.dataCorruptedError(in: self, debugDescription: "one string is no \(type)")
        }
        return string
    }
}

extension OneString {
    /// What an encodable value leaves behind.
    private final class Box: Encoder, SingleValueEncodingContainer {
        var string = ""
        var codingPath: [any CodingKey] { [] }
        var userInfo: [CodingUserInfoKey: Any] { [:] }

        func singleValueContainer() -> any SingleValueEncodingContainer { self }

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            fatalError("one string has no keys")
        }

        func unkeyedContainer() -> any UnkeyedEncodingContainer {
            fatalError("one string is no list")
        }

        func encodeNil() {}

        func encode<T: Encodable>(_ value: T) throws {
            guard let value = value as? String else {
                throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "not a string"))
            }
            string = value
        }
    }
}
