/// Header fields in their order; names are compared in any case.
package struct WebHeaders: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var fields: [Field]

    package init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value of a name; setting it takes the place of all of them.
    package subscript(_ name: String) -> String? {
        get { fields.first { $0.name.isSame(as: name) }?.value }
        set {
            let first = fields.firstIndex { $0.name.isSame(as: name) }
            let kept = fields.prefix(first ?? fields.count)
            let rest = fields.dropFirst(kept.count).filter { !$0.name.isSame(as: name) }
            fields = kept + (newValue.map { [Field(name, $0)] } ?? []) + rest
        }
    }

    package func all(_ name: String) -> [String] {
        fields.filter { $0.name.isSame(as: name) }.map(\.value)
    }

    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name, value))
    }
}

extension WebHeaders: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral fields: (String, String)...) {
        self.init(fields.map { Field($0.0, $0.1) })
    }
}

extension String {
    /// Field names are ASCII (RFC 9110, section 5.1): only A to Z have another case.
    fileprivate func isSame(as other: String) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.lowered == $1.lowered }
    }
}

extension UInt8 {
    fileprivate var lowered: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}
