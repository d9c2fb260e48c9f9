/// Who a document belongs to, and who may see it.
package struct OrganisationName: Name {
    package let text: String

    package init(unchecked text: String) {
        self.text = text
    }

    package static let rule = "the name of an organisation is 1 to 63 small letters, digits and inner dashes"

    /// A part of object keys and of index keys, so nothing in it may end one.
    package static func isValid(_ text: String) -> Bool { text.isLabel(atMost: 63) }
}
