extension JSONValue: Decodable {
    /// Decodes from JSON only: no other decoder can be asked what kind of value comes next.
    package init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? TapeDecoder else {
            let context = DecodingError.Context(
                codingPath: decoder.codingPath,
                debugDescription: "JSONValue decodes from JSON only"
            )
            throw DecodingError.dataCorrupted(context)
        }
        self = decoder.tape.value(at: decoder.node)
    }
}

extension JSONValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let bool): try bool.encode(to: encoder)
        case .number(let number): try number.encode(to: encoder)
        case .string(let string): try string.encode(to: encoder)
        case .array(let array): try array.encode(to: encoder)
        case .object(let object): try object.encode(to: encoder)
        }
    }
}

extension JSONNumber: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch storage {
        case .integer(let value): try container.encode(value)
        case .unsigned(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        }
    }
}

extension JSONObject: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try JSONValue(from: decoder)
        guard let object = value.object else {
            let context = DecodingError.Context(
                codingPath: decoder.codingPath,
                debugDescription: "expected object, found \(value.kind.rawValue)"
            )
            throw DecodingError.typeMismatch(JSONObject.self, context)
        }
        self = object
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: PathKey.self)
        for member in members {
            try container.encode(member.value, forKey: PathKey(stringValue: member.key))
        }
    }
}
