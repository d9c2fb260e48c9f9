/// Any value of a YAML text, with its place.
///
/// Two values are equal wherever they stand.
package struct YAMLValue: Sendable {
    package enum Content: Sendable, Equatable {
        case null
        case bool(Bool)
        case integer(Int)
        case double(Double)
        case string(String)
        case list([YAMLValue])
        case map([Member])
    }

    /// A key and its value, in the order of the text.
    ///
    /// A key is text, however it is spelled: `404` and `'404'` are one.
    package struct Member: Sendable, Equatable {
        package let key: String
        package let place: YAMLPlace
        package var value: YAMLValue

        package init(_ key: String, _ value: YAMLValue, at place: YAMLPlace? = nil) {
            self.key = key
            self.place = place ?? value.place
            self.value = value
        }

        package static func == (one: Member, two: Member) -> Bool { one.key == two.key && one.value == two.value }
    }

    /// A tag of the application, `!Ref`; nil where there is none or one of YAML's own.
    package let tag: String?
    package var content: Content
    package let place: YAMLPlace

    package init(_ content: Content, tag: String? = nil, at place: YAMLPlace = .start) {
        self.content = content
        self.tag = tag
        self.place = place
    }
}

extension YAMLValue: Equatable {
    package static func == (one: YAMLValue, two: YAMLValue) -> Bool {
        one.tag == two.tag && one.content == two.content
    }
}

extension YAMLValue {
    /// The value under a key; nil if there is none, or if this is no map.
    package subscript(key: String) -> YAMLValue? {
        members?.first { $0.key == key }?.value
    }

    package var members: [Member]? {
        guard case .map(let members) = content else { return nil }
        return members
    }

    package var list: [YAMLValue]? {
        guard case .list(let list) = content else { return nil }
        return list
    }

    package var string: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    /// The word for what it is, in a sentence.
    package var kind: String {
        switch content {
        case .null: "nothing"
        case .bool: "a boolean"
        case .integer, .double: "a number"
        case .string: "a string"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
