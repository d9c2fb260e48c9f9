import AWSClient
import HTTP
import JSON
import Time

extension ScriptedTransport {
    /// The body of the last request as JSON, its members in the order of their keys.
    func lastJSON() throws -> JSONValue {
        try JSONValue(parsing: lastBody, limits: AttributeValue.jsonLimits).inOrder
    }

    /// The fields of the last request's form, decoded, and in the order in which they came.
    var lastForm: [String] {
        String(decoding: lastBody, as: UTF8.self).split(separator: "&").map { field in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.map { String(decoding: unescaped($0), as: UTF8.self) }.joined(separator: "=")
        }
    }

    private var lastBody: [UInt8] {
        guard case .bytes(let bytes)? = requests.last?.body else { return [] }
        return bytes
    }

    private func unescaped(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let hex = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let value = UInt8(hex, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

extension JSONValue {
    /// The same, with the members of each object sorted by their keys: in what order they come means nothing.
    var inOrder: JSONValue {
        switch self {
        case .null, .bool, .number, .string: self
        case .array(let elements): .array(elements.map(\.inOrder))
        case .object(let object):
            .object(JSONObject(object.members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.inOrder) }))
        }
    }
}

extension SQS {
    static func scripted(_ transport: ScriptedTransport, clock: LeapingClock = LeapingClock()) -> SQS {
        SQS(at: .loopback, credentials: Credentials.sample, outside: .scripted(transport, clock: clock))
    }
}

extension SNS {
    static func scripted(_ transport: ScriptedTransport) -> SNS {
        SNS(at: .loopback, credentials: Credentials.sample, outside: .scripted(transport))
    }
}

extension DynamoDB {
    static func scripted(_ transport: ScriptedTransport, clock: LeapingClock = LeapingClock()) -> DynamoDB {
        DynamoDB(at: .loopback, credentials: Credentials.sample, outside: .scripted(transport, clock: clock))
    }
}

extension STS {
    static func scripted(_ transport: ScriptedTransport, credentials: Credentials? = .sample) -> STS {
        STS(at: .loopback, credentials: credentials, outside: .scripted(transport))
    }
}

extension Secrets {
    static func scripted(_ transport: ScriptedTransport) -> Secrets {
        Secrets(at: .loopback, credentials: Credentials.sample, outside: .scripted(transport))
    }
}
