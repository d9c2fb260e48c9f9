import AWSClient
import HTTP
import JSON

/// A request of SQS's older protocol, a form that asks and XML that answers, as today's protocol would have it.
///
/// So each operation is there once. The form is read by its names alone: a list is counted, `AttributeName.1`, a map is
/// a list of pairs, `Attribute.1.Name` and `Attribute.1.Value`.
struct QueryDocument {
    let action: String
    /// The operation's request as today's protocol has it.
    let json: [UInt8]

    init(_ request: CloudRequest) throws(ServiceFault) {
        let form = request.method == "GET" ? request.query : QueryItems(request.body, plusIsSpace: true)
        guard let action = form["Action"] else {
            throw ServiceFault("MissingAction", "The request must contain the parameter Action.")
        }
        self.action = action
        var root = FormNode()
        for item in form.items where !Self.envelope.contains(item.name) {
            try root.add(item.name.split(separator: ".", omittingEmptySubsequences: false)[...], item.value ?? "")
        }
        var object = root.object(of: action)
        // Older clients send to the address of the queue itself.
        if object["QueueUrl"] == nil, request.path.split(separator: "/").count >= 2 {
            object["QueueUrl"] = .string(request.endpoint + request.path)
        }
        json = JSONValue.object(object).bytes()
    }

    /// What belongs to the request and to no operation.
    private static let envelope: Set<String> = ["Action", "Version", "Expires", "Timestamp", "AWSAccessKeyId"]

    /// Today's answer in XML.
    func answer(_ result: [UInt8], id: String, by documents: QueryAnswers) throws(ServiceFault) -> WebAnswer {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: result)
        } catch {
            throw ServiceFault("InternalFailure", "The answer cannot be read: \(error).", status: 500)
        }
        let hasResult = !Self.silent.contains(action)
        return documents.success(action, id: id, hasResult: hasResult) { writer in
            for member in value.object?.members ?? [] { Self.write(member, of: action, to: &writer) }
        }
    }

    /// Operations whose answer has no result at all, not even an empty one.
    private static let silent: Set<String> = [
        "DeleteQueue", "PurgeQueue", "SetQueueAttributes", "TagQueue", "UntagQueue", "DeleteMessage",
        "ChangeMessageVisibility",
    ]

    private static func write(_ member: JSONObject.Member, of action: String, to writer: inout XMLWriter) {
        switch (member.value, member.key) {
        case (.array(let elements), let key):
            let name = single(key, action)
            for element in elements { write(JSONObject.Member(key: name, value: element), of: action, to: &writer) }
        case (.object(let map), "Attributes"), (.object(let map), "MessageAttributes"), (.object(let map), "Tags"):
            let isTag = member.key == "Tags"
            for entry in map.members {
                writer.element(String(member.key.dropLast())) { pair in
                    pair.element(isTag ? "Key" : "Name", entry.key.readableInXML)
                    write(JSONObject.Member(key: "Value", value: entry.value), of: action, to: &pair)
                }
            }
        case (.object(let object), let key):
            writer.element(key) { inner in for entry in object.members { write(entry, of: action, to: &inner) } }
        case (let value, let key): writer.element(key, value.text)
        }
    }

    /// What one element of a list is called.
    private static func single(_ list: String, _ action: String) -> String {
        switch list {
        case "Successful": "\(action)ResultEntry"
        case "Failed": "BatchResultErrorEntry"
        case "Results": "\(action)ResultEntry"
        case "QueueUrls", "queueUrls": "QueueUrl"
        default: String(list.dropLast())
        }
    }
}

extension JSONValue {
    fileprivate var text: String {
        switch self {
        case .string(let text): text.readableInXML
        case .bool(let value): "\(value)"
        default: String(decoding: bytes(), as: UTF8.self)
        }
    }
}
