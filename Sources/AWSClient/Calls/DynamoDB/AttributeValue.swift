/// A value of DynamoDB, with the type that it has there.
package enum AttributeValue: Sendable, Equatable {
    case string(String)
    /// As text: it has up to 38 digits, more than any number type here.
    case number(String)
    case binary([UInt8])
    case bool(Bool)
    case null
    case map([String: AttributeValue])
    case list([AttributeValue])
    case stringSet([String])
    case numberSet([String])
    case binarySet([[UInt8]])
}

extension AttributeValue {
    /// How deep maps and lists may lie within one another.
    package static let deepest = 32

    /// What names the type in DynamoDB's JSON.
    package var typeName: String {
        switch self {
        case .string: "S"
        case .number: "N"
        case .binary: "B"
        case .bool: "BOOL"
        case .null: "NULL"
        case .map: "M"
        case .list: "L"
        case .stringSet: "SS"
        case .numberSet: "NS"
        case .binarySet: "BS"
        }
    }
}
