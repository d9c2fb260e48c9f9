/// A set that DynamoDB may have too: of texts, of numbers or of bytes.
protocol EncodableSet {
    /// Sorted, and nil where it is empty.
    func attribute(at path: [any CodingKey]) throws -> AttributeValue?
}

protocol DecodableSet {
    /// The empty set, which is an attribute that is not there.
    init()
    init(_ value: AttributeValue, at path: [any CodingKey]) throws
}

extension Set: EncodableSet where Element: Encodable {
    func attribute(at path: [any CodingKey]) throws -> AttributeValue? {
        var (texts, numbers, bytes): ([String], [String], [[UInt8]]) = ([], [], [])
        for element in self {
            let slot = ItemSlot(path: path)
            try slot.encode(element)
            switch try slot.attribute() {
            case .string(let text)?: texts.append(text)
            case .number(let text)?: numbers.append(text)
            case .binary(let value)?: bytes.append(value)
            default: throw ItemFailure(.mixedSet, at: path)
            }
        }
        switch (texts.isEmpty, numbers.isEmpty, bytes.isEmpty) {
        case (true, true, true): return nil
        case (false, true, true): return .stringSet(texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        case (true, false, true): return .numberSet(numbers.sorted())
        case (true, true, false): return .binarySet(bytes.sorted { $0.lexicographicallyPrecedes($1) })
        default: throw ItemFailure(.mixedSet, at: path)
        }
    }
}

extension Set: DecodableSet where Element: Decodable {
    init(_ value: AttributeValue, at path: [any CodingKey]) throws {
        let elements: [AttributeValue]
        switch value {
        case .stringSet(let texts): elements = texts.map(AttributeValue.string)
        case .numberSet(let texts): elements = texts.map(AttributeValue.number)
        case .binarySet(let values): elements = values.map(AttributeValue.binary)
        default: throw ItemFailure(.mismatch(expected: "a set", found: value.typeName), at: path).decodingError
        }
        self.init()
        for (index, element) in elements.enumerated() {
            insert(try ItemDecoder(value: element, codingPath: path + [AttributeKey(index)]).read(Element.self))
        }
    }
}
