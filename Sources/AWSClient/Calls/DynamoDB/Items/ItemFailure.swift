package import JSON

/// Why a value cannot be an item, or an item not be a value: what, and at which attribute.
package struct ItemFailure: Error, Sendable, Hashable {
    package let reason: Reason
    package let path: JSONPath

    package enum Reason: Sendable, Hashable {
        case missing
        /// Another type of DynamoDB's than the value's, by its short name there.
        case mismatch(expected: String, found: String)
        /// A number that the type has no value for, such as 300 for an Int8 or 1.5 for an Int.
        case unrepresentable(expected: String)
        /// Infinite, not a number, or beyond the powers of ten that DynamoDB has.
        case numberOutOfRange
        /// A list has no place for one, and a null there would not come back as one.
        case emptySetInList
        /// Of other things than texts, numbers or bytes, or of more than one of them.
        case mixedSet
        case tooDeep(limit: Int)
        /// A type that asks its encoder for two kinds of container, or writes a single value twice.
        case encodedTwice
        case nothingEncoded
        /// An item is made of a struct, a class or a dictionary.
        case notAnItem
        /// The type itself refused, in its own words.
        case refused(String)
    }

    init(_ reason: Reason, at path: [any CodingKey]) {
        self.reason = reason
        self.path = JSONPath(path)
    }

    /// Whatever a type threw while it was encoded or decoded, as our one error.
    init(_ error: any Error) {
        switch error {
        case let failure as ItemFailure: self = failure
        case DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context),
            DecodingError.valueNotFound(_, let context), DecodingError.keyNotFound(_, let context):
            self =
                context.underlyingError as? ItemFailure
                ?? ItemFailure(.refused(context.debugDescription), at: context.codingPath)
        case EncodingError.invalidValue(_, let context):
            self.init(.refused(context.debugDescription), at: context.codingPath)
        default: self.init(.refused("\(error)"), at: [])
        }
    }

    /// In the form that Codable's contract wants of a decoder.
    var decodingError: DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "\(self)", underlyingError: self))
    }
}

extension ItemFailure: CustomStringConvertible {
    package var description: String { "\(path): \(reason)" }
}

extension ItemFailure.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing: "the attribute is missing"
        case .mismatch(let expected, let found): "expected \(expected), found \(found)"
        case .unrepresentable(let expected): "expected \(expected), found a number that it cannot hold"
        case .numberOutOfRange: "a number that DynamoDB cannot hold"
        case .emptySetInList: "an empty set in a list, which DynamoDB does not have"
        case .mixedSet: "a set of other things than texts, numbers or bytes alone"
        case .tooDeep(let limit): "more than \(limit) maps and lists inside one another"
        case .encodedTwice: "the value was encoded in two ways at once"
        case .nothingEncoded: "the type encoded nothing"
        case .notAnItem: "expected a map of attributes"
        case .refused(let words): words
        }
    }
}
