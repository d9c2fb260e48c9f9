import AWSClient

/// How one value stands to another of its type.
enum Order: Equatable {
    case before, same, behind
}

extension AttributeValue {
    /// Equal in what they say: `1` and `1.0` are one number, and sets have no order.
    func isSame(as other: AttributeValue) -> Bool {
        switch (self, other) {
        case (.number, .number): order(before: other) == .same
        // Swift takes texts of the same look for the same.
        case (.string(let one), .string(let two)): one.utf8.elementsEqual(two.utf8)
        case (.numberSet(let one), .numberSet(let two)): numbers(one) == numbers(two) && one.count == two.count
        case (.stringSet(let one), .stringSet(let two)):
            Set(one.map { Array($0.utf8) }) == Set(two.map { Array($0.utf8) })
        case (.binarySet(let one), .binarySet(let two)): Set(one) == Set(two)
        case (.list(let one), .list(let two)):
            one.count == two.count && zip(one, two).allSatisfy { $0.isSame(as: $1) }
        case (.map(let one), .map(let two)):
            one.count == two.count && one.allSatisfy { name, value in two[name].map { value.isSame(as: $0) } ?? false }
        default: self == other
        }
    }

    /// Nil for what has no order: other types, and two types.
    func order(before other: AttributeValue) -> Order? {
        switch (self, other) {
        case (.string(let one), .string(let two)): Order(Array(one.utf8), Array(two.utf8))
        case (.binary(let one), .binary(let two)): Order(one, two)
        case (.number(let one), .number(let two)): Order(numbersOf: one, two)
        default: nil
        }
    }

    /// What the function `size` tells; nil for types that have none.
    var count: Int? {
        switch self {
        // In UTF-8, and not in what a reader takes for a character.
        case .string(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        case .map(let map): map.count
        case .list(let list): list.count
        case .stringSet(let set), .numberSet(let set): set.count
        case .binarySet(let set): set.count
        case .number, .bool, .null: nil
        }
    }

    private func numbers(_ texts: [String]) -> Set<DecimalNumber> {
        Set(texts.compactMap(DecimalNumber.init(lenient:)))
    }
}

extension DecimalNumber {
    /// Items hold nothing but numbers that were checked when they came.
    init?(lenient text: String) {
        do throws(DecimalFault) {
            try self.init(text)
        } catch {
            return nil
        }
    }
}

extension Order {
    fileprivate init(_ one: [UInt8], _ two: [UInt8]) {
        if one == two { self = .same } else { self = one.lexicographicallyPrecedes(two) ? .before : .behind }
    }

    fileprivate init?(numbersOf one: String, _ two: String) {
        guard let one = DecimalNumber(lenient: one), let two = DecimalNumber(lenient: two) else { return nil }
        if one == two { self = .same } else { self = one < two ? .before : .behind }
    }
}
