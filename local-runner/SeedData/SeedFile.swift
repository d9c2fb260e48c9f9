import AWSClient
import Files
import JSON

/// One file of items or messages, which is named after the table or queue that they are for.
struct SeedFile {
    private let path: String
    private let name: String
    private let bytes: [UInt8]

    init(_ path: String, _ file: String) throws(DataFault) {
        guard let ending = [".jsonl", ".json"].first(where: { file.hasSuffix($0) }), file.utf8.count > ending.utf8.count
        else { throw .wrong(path, line: 1, "must be named after its table or queue, and end in .jsonl or .json") }
        self.path = path
        name = String(file.dropLast(ending.count))
        bytes = try InputFile(path).read()
    }

    /// Items in DynamoDB's JSON: one a line, or an array of them.
    func items() throws(DataFault) -> [SeedItem] {
        if let array = try array() {
            var items: [SeedItem] = []
            for (index, value) in array.enumerated() { items.append(try item(value, line: 1, "item \(index + 1): ")) }
            return items
        }
        var items: [SeedItem] = []
        for (line, text) in try lines() { items.append(try item(try value(text, line: line), line: line)) }
        return items
    }

    /// Messages, one a line: whatever is no object with a body is a body itself.
    func messages() throws(DataFault) -> [SeedMessage] {
        var messages: [SeedMessage] = []
        for (line, text) in try lines() {
            messages.append(
                SeedMessage(
                    queue: name,
                    message: try message(text, line: line),
                    place: SeedPlace(path: path, line: line)
                )
            )
        }
        return messages
    }

    private func item(_ value: JSONValue, line: Int, _ what: String = "") throws(DataFault) -> SeedItem {
        do throws(JSONError) {
            let item = try JSONCodec.decode(Item.self, from: value.bytes())
            return SeedItem(table: name, item: item, place: SeedPlace(path: path, line: line))
        } catch {
            throw .wrong(path, line: line, "\(what)\(error)")
        }
    }

    private func message(_ text: String, line: Int) throws(DataFault) -> OutgoingMessage {
        guard text.hasPrefix("{"), let object = JSONValue(ifJSON: text)?.object, let body = object["body"] else {
            return OutgoingMessage(messageBody: text)
        }
        var message = OutgoingMessage(messageBody: body.string ?? String(decoding: body.bytes(), as: UTF8.self))
        for member in object.members where member.key != "body" {
            switch (member.key, member.value) {
            case ("group", .string(let group)): message.messageGroupId = group
            case ("deduplicationId", .string(let id)): message.messageDeduplicationId = id
            case ("attributes", .object(let attributes)):
                var values: [String: MessageAttributeValue] = [:]
                for one in attributes.members { values[one.key] = try attribute(one, line: line) }
                message.messageAttributes = values.isEmpty ? nil : values
            case ("group", _), ("deduplicationId", _): throw .wrong(path, line: line, "\(member.key) must be a string")
            case ("attributes", _): throw .wrong(path, line: line, "attributes must be an object")
            case (let key, _):
                let reason = "'\(key.printable)' beside body: there may be attributes, group and deduplicationId"
                throw .wrong(path, line: line, reason)
            }
        }
        return message
    }

    /// A string, or an object of a type and a value.
    private func attribute(_ member: JSONObject.Member, line: Int) throws(DataFault) -> MessageAttributeValue {
        if let text = member.value.string, let value = MessageAttributeValue(text, type: "String") { return value }
        let (text, type) = (member.value["value"]?.string, member.value["type"]?.string)
        guard let text, let type, let value = MessageAttributeValue(text, type: type) else {
            let wanted = #"a string, or {"type": …, "value": …} of \#(MessageAttributeValue.wanted)"#
            throw .wrong(path, line: line, "attribute '\(member.key.printable)' must be \(wanted)")
        }
        return value
    }

    /// All of the file, where it is one array.
    private func array() throws(DataFault) -> [JSONValue]? {
        guard bytes.first(where: { $0 != UInt8(ascii: " ") && !(9...13).contains($0) }) == UInt8(ascii: "[") else {
            return nil
        }
        do throws(JSONError) {
            return try JSONValue(parsing: bytes).array
        } catch {
            throw .wrong(path, line: error.position?.line ?? 1, "\(error)")
        }
    }

    private func value(_ text: String, line: Int) throws(DataFault) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: Array(text.utf8))
        } catch {
            throw .wrong(path, line: line, "\(error)")
        }
    }

    /// Those that hold something, from 1 on.
    private func lines() throws(DataFault) -> [(line: Int, text: String)] {
        var lines: [(line: Int, text: String)] = []
        let parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let rest = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
            if rest.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { continue }
            guard let text = String(validating: rest, as: UTF8.self) else {
                throw .wrong(path, line: index + 1, "is no UTF-8")
            }
            lines.append((index + 1, text))
        }
        return lines
    }
}

extension JSONValue {
    /// Nil where the text is none: then it is taken for what it is.
    fileprivate init?(ifJSON text: String) {
        do {
            self = try JSONValue(parsing: Array(text.utf8))
        } catch {
            return nil
        }
    }
}
