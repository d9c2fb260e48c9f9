import Crypto

/// The fields of a request in the query protocol, in the order in which they are sent.
package struct QueryForm: Sendable, Equatable {
    package private(set) var fields: [Field] = []

    /// Its value may be the token that the whole call proves itself by.
    package struct Field: Sendable, Equatable, Redacted {
        package let name: String
        package let value: String
    }

    package init(_ fields: KeyValuePairs<String, String?> = [:]) {
        for (name, value) in fields { add(name, value) }
    }

    /// Nil is left out.
    package mutating func add(_ name: String, _ value: String?) {
        guard let value else { return }
        fields.append(Field(name: name, value: value))
    }

    /// The fields of another form, each under a name of its own: `Entries.member.1.` and what they are called there.
    package mutating func add(_ form: QueryForm, under prefix: String) {
        for field in form.fields { add("\(prefix)\(field.name)", field.value) }
    }

    /// A map, sorted by its keys and counted from 1.
    package mutating func add(_ name: String, _ map: [String: String]) {
        for (index, entry) in map.sorted(by: { $0.key < $1.key }).enumerated() {
            add("\(name).entry.\(index + 1).key", entry.key)
            add("\(name).entry.\(index + 1).value", entry.value)
        }
    }

    func body(action: String, version: String) -> [UInt8] {
        var body = Array("Action=\(action)&Version=\(version)".utf8)
        for field in fields {
            body.append(UInt8(ascii: "&"))
            PercentEncoding.append(field.name, to: &body)
            body.append(UInt8(ascii: "="))
            PercentEncoding.append(field.value, to: &body)
        }
        return body
    }
}
