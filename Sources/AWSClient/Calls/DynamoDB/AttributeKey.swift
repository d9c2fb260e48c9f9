/// One step of the way to a value: an attribute's name, or a place in a list.
struct AttributeKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    init(_ index: Int) {
        stringValue = "\(index)"
        intValue = index
    }

    /// The name under which Codable keeps a superclass that is given no other.
    static let superclass = AttributeKey("super")

    init?(stringValue: String) {
        self.init(stringValue)
    }

    init?(intValue: Int) {
        self.init(intValue)
    }
}
