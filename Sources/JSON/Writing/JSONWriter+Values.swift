extension JSONWriter {
    package mutating func null() { scalar { $0.append(contentsOf: "null".utf8) } }

    package mutating func bool(_ value: Bool) { scalar { $0.append(contentsOf: (value ? "true" : "false").utf8) } }

    package mutating func int(_ value: Int) { scalar { $0.appendJSON(integer: value) } }

    package mutating func uint(_ value: UInt64) { scalar { $0.appendJSON(integer: value) } }

    /// Infinities and NaN, which JSON cannot write, become null as in JavaScript.
    package mutating func double(_ value: Double) {
        let style = style
        scalar { $0.appendJSON(finite: value, style: style) }
    }

    package mutating func string(_ value: String) {
        let isASCII = style.isASCII
        scalar { $0.appendJSON(string: value, ascii: isASCII) }
    }

    /// Bytes that are one JSON value already: the one call whose caller vouches for what is written.
    package mutating func raw(_ value: [UInt8]) { scalar { $0.append(contentsOf: value) } }

    /// A whole tree.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.bool(bool)
        case .number(let number):
            let style = style
            scalar { $0.appendJSON(number: number, style: style) }
        case .string(let string): self.string(string)
        case .array(let elements):
            array { writer in
                for element in elements { writer.value(element) }
            }
        case .object(let object):
            let members = style.followsJavaScript ? object.javaScriptOrder : object.members
            self.object { writer in
                for member in members {
                    writer.key(member.key)
                    writer.value(member.value)
                }
            }
        }
    }

    /// A key and its value at once.
    package mutating func member(_ key: String, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }
}
