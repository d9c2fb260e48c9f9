import Encoding
package import JSON

/// Values are read and written as trees: they nest deeper than a chain of Codable's calls should.
extension AttributeValue: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(JSONValue(from: decoder), at: decoder.codingPath)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}

extension AttributeValue {
    /// What JSON has two arrays or objects for at each level, with those that an answer puts around its items.
    package static let jsonLimits = JSONLimits(depth: 2 * deepest + 16)

    var json: JSONValue {
        let value: JSONValue =
            switch self {
            case .string(let text), .number(let text): .string(text)
            case .binary(let bytes): .string(Base64.encode(bytes))
            case .bool(let value): .bool(value)
            case .null: true
            case .map(let map): .object(JSONObject(map.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }))
            case .list(let list): .array(list.map(\.json))
            case .stringSet(let texts), .numberSet(let texts): .array(texts.map(JSONValue.string))
            case .binarySet(let values): .array(values.map { .string(Base64.encode($0)) })
            }
        return [typeName: value]
    }

    private init(_ json: JSONValue, at path: [any CodingKey]) throws {
        guard let member = json.object?.members.first, json.object?.count == 1 else {
            throw Self.unreadable("not one value of a type that DynamoDB has", at: path)
        }
        let path = path + [AttributeKey(member.key)]
        switch member.key {
        case "S": self = .string(try Self.text(member.value, at: path))
        case "N": self = .number(try Self.text(member.value, at: path))
        case "B": self = .binary(try Self.bytes(member.value, at: path))
        case "BOOL":
            guard let value = member.value.bool else { throw Self.unreadable("expected Bool", at: path) }
            self = .bool(value)
        case "NULL":
            guard member.value == true else { throw Self.unreadable("expected true", at: path) }
            self = .null
        case "M":
            guard let object = member.value.object else { throw Self.unreadable("expected object", at: path) }
            var map: [String: AttributeValue] = [:]
            for field in object.members {
                map[field.key] = try AttributeValue(field.value, at: path + [AttributeKey(field.key)])
            }
            self = .map(map)
        case "L": self = .list(try Self.array(member.value, at: path) { try AttributeValue($0, at: $1) })
        case "SS": self = .stringSet(try Self.array(member.value, at: path, Self.text))
        case "NS": self = .numberSet(try Self.array(member.value, at: path, Self.text))
        case "BS": self = .binarySet(try Self.array(member.value, at: path, Self.bytes))
        default: throw Self.unreadable("no type that DynamoDB has", at: path)
        }
    }

    private static func text(_ json: JSONValue, at path: [any CodingKey]) throws -> String {
        guard let text = json.string else { throw unreadable("expected String", at: path) }
        return text
    }

    private static func bytes(_ json: JSONValue, at path: [any CodingKey]) throws -> [UInt8] {
        guard let bytes = Base64.decode(try text(json, at: path)) else { throw unreadable("no base64", at: path) }
        return bytes
    }

    private static func array<Element>(
        _ json: JSONValue,
        at path: [any CodingKey],
        _ element: (JSONValue, [any CodingKey]) throws -> Element
    ) throws -> [Element] {
        guard let array = json.array else { throw unreadable("expected array", at: path) }
        return try array.enumerated().map { try element($1, path + [AttributeKey($0)]) }
    }

    private static func unreadable(_ reason: String, at path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(.init(codingPath: path, debugDescription: reason))
    }
}
