/// An item, or the key of one: its attributes by their names.
package struct Item: Sendable, Equatable {
    package var attributes: [String: AttributeValue]

    package init(_ attributes: [String: AttributeValue] = [:]) {
        self.attributes = attributes
    }

    package subscript(_ name: String) -> AttributeValue? {
        get { attributes[name] }
        set { attributes[name] = newValue }
    }
}

extension Item: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral attributes: (String, AttributeValue)...) {
        self.init(Dictionary(attributes) { $1 })
    }
}
