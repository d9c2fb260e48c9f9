import AWSClient

/// What a message may be, whatever queue it goes to.
enum MessageRules {
    /// 1 MiB: a message with its attributes, and all messages of a batch together.
    static let longest = 1 << 20
    static let mostAttributes = 10
    private static let longestAttributeName = 256
    /// What AWS keeps of a number.
    private static let mostDigits = 38

    static func check(body: String) throws(ServiceFault) {
        guard !body.isEmpty else { throw .missing("MessageBody") }
        guard isWritable(body) else { throw .invalidCharacters }
    }

    /// What XML 1.0 has a way to write.
    static func isWritable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy(isWritable)
    }

    static func isWritable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...: true
        default: false
        }
    }

    /// A topic takes as many attributes as its message has room for, and says so by nil.
    static func check(_ attributes: [String: MessageAttributeValue], atMost limit: Int? = mostAttributes)
        throws(ServiceFault)
    {
        guard attributes.count <= limit ?? .max else {
            throw .invalidParameter(
                "Number of message attributes [\(attributes.count)] exceeds the allowed maximum [\(mostAttributes)]."
            )
        }
        for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
            try check(name: name)
            try check(attribute, of: name)
        }
    }

    private static func check(name: String) throws(ServiceFault) {
        guard !name.isEmpty, name.utf8.count <= longestAttributeName,
            isName(name, with: "_-."),
            name.first != ".", name.last != ".",
            !zip(name.utf8, name.utf8.dropFirst()).contains(where: { $0 == UInt8(ascii: ".") && $1 == $0 })
        else {
            throw .invalidParameter("The message attribute name '\(name)' is invalid.")
        }
        let lower = name.lowercased()
        guard !lower.hasPrefix("aws."), !lower.hasPrefix("amazon.") else {
            throw .invalidParameter("You can't use message attribute names beginning with 'AWS.' or 'Amazon.'.")
        }
    }

    private static func check(_ attribute: MessageAttributeValue, of name: String) throws(ServiceFault) {
        let type = attribute.dataType
        guard type.utf8.count <= longestAttributeName else {
            throw .invalidParameter("The type of message (user) attribute '\(name)' is too long.")
        }
        guard !attribute.bytes.isEmpty else {
            throw .invalidParameter("Message (user) attribute '\(name)' must contain a non-empty value.")
        }
        switch (type.prefix { $0 != "." }, attribute.value) {
        case ("String", .text(let text)): if !isWritable(text) { throw .invalidCharacters }
        case ("Binary", .binary): break
        case ("Number", .text(let text)):
            guard Double(text)?.isFinite == true, text.utf8.count(where: \.isDigit) <= mostDigits,
                text.utf8.allSatisfy({ $0.isDigit || "+-.eE".utf8.contains($0) })
            else {
                throw .invalidParameter("Can't cast the value of message (user) attribute '\(name)' to a number.")
            }
        default:
            throw .invalidParameter(
                "The message (user) attribute '\(name)' has an invalid message attribute type, the set of supported "
                    + "type prefixes is Binary, Number, and String."
            )
        }
    }

    /// Whether a text is of letters, digits and some more characters alone.
    static func isName(_ text: some StringProtocol, with more: String) -> Bool {
        text.utf8.allSatisfy { $0.isLetterOrDigit || more.utf8.contains($0) }
    }

    /// Group ids and deduplication ids.
    static func check(id: String, _ name: String) throws(ServiceFault) {
        guard (1...128).contains(id.utf8.count), id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalid(
                id,
                for: name,
                "\(name) can only include alphanumeric and punctuation characters. 1 to 128 in length."
            )
        }
    }
}

extension ServiceFault {
    fileprivate static let invalidCharacters = ofQueues(
        "InvalidMessageContents",
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | "
            + "#x10000 to #x10FFFF.",
        isLegacy: false
    )
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    fileprivate var isLetterOrDigit: Bool {
        let lower = self | 0x20
        return isDigit || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
    }
}
