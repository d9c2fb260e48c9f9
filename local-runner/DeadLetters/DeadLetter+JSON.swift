import AWSClient
import Encoding
import Hosting
import JSON
import Time

extension DeadLetter {
    /// All that is known of it, in a form that `replay` takes.
    var json: JSONValue {
        var members: JSONObject = [
            "messageId": .string(message.messageId), "body": .string(message.body),
            "attributes": .object(JSONObject(sorted(message.attributes ?? [:]))),
        ]
        let others = (message.messageAttributes ?? [:]).sorted { $0.key < $1.key }
        if !others.isEmpty {
            members["messageAttributes"] = .object(JSONObject(others.map { ($0.key, $0.value.json) }))
        }
        members["source"] = source.map(JSONValue.string)
        members["note"] = note?.json
        return .object(members)
    }

    private func sorted(_ texts: [String: String]) -> [(String, JSONValue)] {
        texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }
    }
}

extension DeadLetterNote {
    var json: JSONValue {
        [
            "queue": .string(queue), "function": .string(function), "request": .string(request), "code": .string(code),
            "message": .string(message), "attempt": .integer(attempt), "time": .string(time.rfc3339),
        ]
    }
}

extension MessageAttributeValue {
    fileprivate var json: JSONValue {
        switch value {
        case .text(let text): ["stringValue": .string(text), "dataType": .string(dataType)]
        case .binary(let bytes): ["binaryValue": .string(Base64.encode(bytes)), "dataType": .string(dataType)]
        }
    }
}
