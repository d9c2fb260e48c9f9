import Encoding
package import JSON

// Items and their values are read and written as trees: they nest deeper than a chain of Codable's calls should, and
// have more attributes than its containers can find one by one.

extension Item: Codable {
    package init(from decoder: any Decoder) throws {
        let json = try JSONValue(from: decoder)
        do throws(Misfit) {
            self.init(try AttributeValue.map(json))
        } catch {
            throw error.decodingError(within: decoder.codingPath)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(AttributeValue.json(attributes))
    }
}

extension AttributeValue: Codable {
    package init(from decoder: any Decoder) throws {
        let json = try JSONValue(from: decoder)
        do throws(Misfit) {
            try self.init(json)
        } catch {
            throw error.decodingError(within: decoder.codingPath)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}

extension AttributeValue {
    /// What JSON has two arrays or objects for at each level, with those that an answer puts around its items.
    package static let jsonLimits = JSONLimits(depth: 2 * deepest + 16)

    private var json: JSONValue {
        let value: JSONValue =
            switch self {
            case .string(let text), .number(let text): .string(text)
            case .binary(let bytes): .string(Base64.encode(bytes))
            case .bool(let value): .bool(value)
            case .null: true
            case .map(let map): Self.json(map)
            case .list(let list): .array(list.map(\.json))
            case .stringSet(let texts), .numberSet(let texts): .array(texts.map(JSONValue.string))
            case .binarySet(let values): .array(values.map { .string(Base64.encode($0)) })
            }
        return .object(JSONObject(unchecked: [JSONObject.Member(key: typeName, value: value)]))
    }

    /// Attributes by their names, in the order of the names.
    package static func json(_ map: [String: AttributeValue]) -> JSONValue {
        let members = map.map { JSONObject.Member(key: $0.key, value: $0.value.json) }
        return .object(JSONObject(unchecked: members.sorted { $0.key < $1.key }))
    }

    private init(_ json: JSONValue) throws(Misfit) {
        guard let member = json.object?.members.first, json.object?.count == 1 else {
            throw Misfit("not one value of a type that DynamoDB has")
        }
        do throws(Misfit) {
            try self.init(member.value, of: member.key)
        } catch {
            throw error.within(AttributeKey(member.key))
        }
    }

    private init(_ json: JSONValue, of typeName: String) throws(Misfit) {
        switch typeName {
        case "S": self = .string(try json.text())
        case "N": self = .number(try json.text())
        case "B": self = .binary(try json.bytesOfBase64())
        case "BOOL":
            guard let value = json.bool else { throw Misfit("expected Bool") }
            self = .bool(value)
        case "NULL":
            guard json == true else { throw Misfit("expected true") }
            self = .null
        case "M": self = .map(try Self.map(json))
        case "L": self = .list(try json.elements { value throws(Misfit) in try AttributeValue(value) })
        case "SS": self = .stringSet(try json.elements { value throws(Misfit) in try value.text() })
        case "NS": self = .numberSet(try json.elements { value throws(Misfit) in try value.text() })
        case "BS": self = .binarySet(try json.elements { value throws(Misfit) in try value.bytesOfBase64() })
        default: throw Misfit("no type that DynamoDB has")
        }
    }

    fileprivate static func map(_ json: JSONValue) throws(Misfit) -> [String: AttributeValue] {
        guard let object = json.object else { throw Misfit("expected object") }
        var map: [String: AttributeValue] = [:]
        map.reserveCapacity(object.count)
        for member in object.members {
            do throws(Misfit) {
                map[member.key] = try AttributeValue(member.value)
            } catch {
                throw error.within(AttributeKey(member.key))
            }
        }
        return map
    }
}

extension JSONValue {
    fileprivate func text() throws(Misfit) -> String {
        guard let string else { throw Misfit("expected String") }
        return string
    }

    fileprivate func bytesOfBase64() throws(Misfit) -> [UInt8] {
        guard let bytes = Base64.decode(try text()) else { throw Misfit("no base64") }
        return bytes
    }

    fileprivate func elements<Element>(
        _ element: (JSONValue) throws(Misfit) -> Element
    ) throws(Misfit) -> [Element] {
        guard let array else { throw Misfit("expected array") }
        var elements: [Element] = []
        elements.reserveCapacity(array.count)
        for (index, value) in array.enumerated() {
            do throws(Misfit) {
                elements.append(try element(value))
            } catch {
                throw error.within(AttributeKey(index))
            }
        }
        return elements
    }
}

/// What is wrong with a value, and the way to it, which is told on the way back alone.
private struct Misfit: Error {
    private let reason: String
    /// The last step first.
    private var steps: [AttributeKey] = []

    init(_ reason: String) {
        self.reason = reason
    }

    func within(_ step: AttributeKey) -> Misfit {
        var misfit = self
        misfit.steps.append(step)
        return misfit
    }

    func decodingError(within path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(.init(codingPath: path + steps.reversed(), debugDescription: reason))
    }
}
