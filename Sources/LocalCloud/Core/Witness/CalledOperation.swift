import AWSClient
import HTTP
package import JSON

/// What a request asks for, in a few words: the operation, and the thing that it is about.
package struct CalledOperation: Sendable, Equatable {
    package let name: String
    /// `orders`, `Documents`, `s3://uploads/a.txt`.
    package let place: String?
    /// Of the one item that it is about, as a table's client writes it: `{"id":{"S":"1"}}`.
    package let key: JSONValue?

    package init(_ name: String, on place: String?, key: JSONValue? = nil) {
        self.name = name
        self.place = place
        self.key = key
    }

    /// The thing in one text, for programs: `Documents {"id":{"S":"1"}}`.
    package var resource: String? {
        guard let place, let key else { return place }
        return "\(place) \(String(decoding: key.bytes(), as: UTF8.self))"
    }

    /// Whether it leaves something behind: by its verb, as AWS names operations.
    package var isChange: Bool {
        !Self.readers.contains { name.hasPrefix($0) }
    }

    private static let readers = [
        "Get", "List", "Describe", "Query", "Scan", "Head", "Receive", "BatchGet", "TransactGet",
    ]
}

extension CalledOperation {
    /// Of a request whose operation is in a header or in a form, as most services have it.
    package init?(_ request: CloudRequest) {
        if let target = request.headers["X-Amz-Target"], let name = target.split(separator: ".").last {
            self.init(String(name), ofJSON: request.body)
            return
        }
        let form = QueryItems(request.body, plusIsSpace: true)
        guard let action = form["Action"] else { return nil }
        let named = ["QueueUrl", "TopicArn", "QueueName", "Name"].lazy.compactMap { form[$0] }.first
        self.init(action, on: named.map(Self.lastPart))
    }

    private init(_ name: String, ofJSON body: [UInt8]) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            self.init(name, on: nil)
            return
        }
        let isOfTable = value["TableName"] != nil
        self.init(name, on: Self.place(in: value), key: isOfTable ? value["Key"] : nil)
    }

    private static func place(in value: JSONValue) -> String? {
        if let table = value["TableName"]?.string { return table }
        if let tables = value["RequestItems"]?.object { return tables.keys.joined(separator: ", ") }
        if let items = value["TransactItems"]?.array {
            let tables = items.compactMap { $0.object?.members.first?.value["TableName"]?.string }
            return Set(tables).sorted().joined(separator: ", ")
        }
        let named = ["QueueUrl", "SecretId", "QueueName", "SourceArn", "Name"].lazy.compactMap { value[$0]?.string }
        return named.first.map(lastPart)
    }

    /// Of a URL or an ARN, the name at its end.
    private static func lastPart(_ text: String) -> String {
        text.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? text
    }
}
