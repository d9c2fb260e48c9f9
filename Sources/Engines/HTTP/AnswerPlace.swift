import HTTP
import JSON

/// Where something stands in an engine's answer: `result.name`, `engines.0.name`, or `header:X-Engine-Version`.
package struct AnswerPlace: Sendable, Hashable, Decodable, CustomStringConvertible {
    package let description: String

    private static let header = "header:"

    package init(_ text: String) {
        description = text
    }

    package init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    /// A text, or a number or a truth in its own spelling; nil for what is none of them, or not there.
    func text(in answer: JSONValue, _ headers: WebHeaders) -> String? {
        if description.hasPrefix(Self.header) {
            return headers[String(description.dropFirst(Self.header.count))]
        }
        return switch value(in: answer) {
        case .string(let text)?: text
        case .bool(let truth)?: "\(truth)"
        case .number(let number)?: number.int.map { "\($0)" } ?? "\(number.double)"
        case .null?, .array?, .object?, nil: nil
        }
    }

    /// A number, though it may be written as a text.
    func number(in answer: JSONValue, _ headers: WebHeaders) -> Int64? {
        text(in: answer, headers).flatMap { Int64($0) }
    }

    private func value(in answer: JSONValue) -> JSONValue? {
        var value: JSONValue? = answer
        for step in description.split(separator: ".", omittingEmptySubsequences: false) {
            // In a list a number is a place, in an object it is a name.
            value = value?[String(step)] ?? Int(step).flatMap { value?[$0] }
        }
        return value
    }
}
