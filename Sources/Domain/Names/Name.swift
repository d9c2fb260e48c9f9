/// A text that names something: checked once, at the door, and from then on of its own type.
package protocol Name: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// What such a name may be: a sentence for whoever gave another.
    static var rule: String { get }
    static func isValid(_ text: String) -> Bool

    var text: String { get }
    /// `text` has been found valid.
    init(unchecked text: String)
}

/// A text that cannot be the name that it is meant to be.
package struct InvalidName: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule that it breaks; the text itself may be anything, and is not repeated.
    package let description: String
}

extension Name {
    package init(_ text: String) throws(InvalidName) {
        guard Self.isValid(text) else { throw InvalidName(description: Self.rule) }
        self.init(unchecked: text)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard Self.isValid(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: Self.rule)
        }
        self.init(unchecked: text)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package var description: String { text }

    /// By bytes, so that an order does not depend on a language.
    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension String {
    /// Small letters, digits and dashes, neither first nor last a dash: fit for a key, a queue's name and a host.
    func isLabel(atMost length: Int) -> Bool {
        let isPlain = utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        return isPlain && (1...length).contains(utf8.count) && !hasPrefix("-") && !hasSuffix("-")
    }
}
