/// A named value beside a message's body; a message has ten at most.
package struct MessageAttributeValue: Codable, Sendable, Equatable {
    /// `String`, `Number` or `Binary`, with a type of one's own behind a dot.
    package var dataType: String
    package var stringValue: String?
    /// Base64.
    package var binaryValue: String?

    package init(dataType: String, stringValue: String? = nil, binaryValue: String? = nil) {
        self.dataType = dataType
        self.stringValue = stringValue
        self.binaryValue = binaryValue
    }

    private enum CodingKeys: String, CodingKey {
        case dataType = "DataType"
        case stringValue = "StringValue"
        case binaryValue = "BinaryValue"
    }
}
