import AWSClient
import Encoding

/// An attribute of a message of SQS or SNS, as the command line says one.
struct MessageAttribute: Sendable {
    static let option = Option(
        "--message-attribute",
        "NAME[:TYPE]=VALUE",
        "an attribute; a String by default, of the type Binary its value is base64",
        isRepeatable: true
    )

    let name: String
    let value: MessageAttributeValue

    fileprivate init(_ text: String) throws(UsageFault) {
        let parts = try NamedValue(text, of: Self.option)
        let head = parts.name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        name = head[0]
        guard !name.isEmpty, let value = MessageAttributeValue(parts.value, type: head.count == 2 ? head[1] : "String")
        else { throw .wrongValue(Self.option.name, text, wanted: "NAME[:TYPE]=VALUE, \(MessageAttributeValue.wanted)") }
        self.value = value
    }
}

extension MessageAttributeValue {
    static let wanted = "a String, a Number, or a Binary in base64"

    /// As people write one: bytes in base64; nil where the value is none of its type.
    init?(_ text: String, type: String) {
        switch type.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).first {
        case "String": self.init(dataType: type, .text(text))
        case "Number" where Double(text) != nil: self.init(dataType: type, .text(text))
        case "Binary":
            guard let bytes = Base64.decode(text) else { return nil }
            self.init(dataType: type, .binary(bytes))
        case _: return nil
        }
    }
}

extension Arguments {
    /// By name, the last of those that are given twice.
    func messageAttributes() throws(UsageFault) -> [String: MessageAttributeValue] {
        var attributes: [String: MessageAttributeValue] = [:]
        for text in all(MessageAttribute.option) {
            let attribute = try MessageAttribute(text)
            attributes[attribute.name] = attribute.value
        }
        return attributes
    }
}
