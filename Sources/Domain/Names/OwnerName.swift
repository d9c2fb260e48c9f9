/// The person or program of an organisation that handed a document over.
package struct OwnerName: Name {
    package let text: String

    package init(unchecked text: String) {
        self.text = text
    }

    package static let rule = "the name of an owner is 1 to 256 bytes without controls"

    /// As an identity provider names its subjects: an address, a number, a URL.
    package static func isValid(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    }
}
