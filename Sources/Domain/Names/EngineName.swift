/// An engine, as catalogue, filter policies, queues and results call it.
package struct EngineName: Name {
    package let text: String

    package init(unchecked text: String) {
        self.text = text
    }

    package static let rule = "the name of an engine is 1 to 48 small letters, digits and inner dashes"

    /// The name of a queue has 80 characters, of which the deployment's own take the rest.
    package static func isValid(_ text: String) -> Bool { text.isLabel(atMost: 48) }
}
