import Encoding
import JSON

/// A named value beside a message's body, of a queue or of a topic.
package struct MessageAttributeValue: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        case text(String)
        case binary([UInt8])
    }

    /// `String`, `Number` or `Binary`, with a type of one's own behind a dot; topics also know `String.Array`.
    package var dataType: String
    package var value: Value

    package init(dataType: String, _ value: Value) {
        self.dataType = dataType
        self.value = value
    }
}

extension MessageAttributeValue {
    package static func string(_ text: String) -> Self { Self(dataType: "String", .text(text)) }

    /// As text: up to 38 digits, more than any number type here has.
    package static func number(_ text: String) -> Self { Self(dataType: "Number", .text(text)) }

    package static func binary(_ bytes: [UInt8]) -> Self { Self(dataType: "Binary", .binary(bytes)) }

    /// What a topic's filter policies match one element at a time; for a queue it is a text like any other.
    package static func stringArray(_ elements: [String]) -> Self {
        let json = JSONValue.array(elements.map(JSONValue.string)).bytes()
        return Self(dataType: "String.Array", .text(String(decoding: json, as: UTF8.self)))
    }
}

extension MessageAttributeValue: Codable {
    private enum CodingKeys: String, CodingKey {
        case dataType = "DataType"
        case stringValue = "StringValue"
        case binaryValue = "BinaryValue"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        dataType = try container.decode(String.self, forKey: .dataType)
        if let text = try container.decodeIfPresent(String.self, forKey: .binaryValue) {
            guard let bytes = Base64.decode(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .binaryValue,
                    in: container,
                    debugDescription: "no base64"
                )
            }
            value = .binary(bytes)
        } else {
            value = .text(try container.decode(String.self, forKey: .stringValue))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(dataType, forKey: .dataType)
        switch value {
        case .text(let text): try container.encode(text, forKey: .stringValue)
        case .binary(let bytes): try container.encode(Base64.encode(bytes), forKey: .binaryValue)
        }
    }
}

extension MessageAttributeValue {
    var form: QueryForm {
        switch value {
        case .text(let text): QueryForm(["DataType": dataType, "StringValue": text])
        case .binary(let bytes): QueryForm(["DataType": dataType, "BinaryValue": Base64.encode(bytes)])
        }
    }
}
