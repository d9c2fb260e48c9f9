import Crypto

/// An element of an answer: its name without the prefix, its own text, and the elements inside it.
///
/// Attributes and comments are dropped: nothing that AWS says in XML is said there. It may hold credentials.
package struct XMLElement: Sendable, Equatable, Redacted {
    package let name: String
    package var text: String
    package var children: [XMLElement]

    package init(name: String, text: String = "", children: [XMLElement] = []) {
        self.name = name
        self.text = text
        self.children = children
    }

    /// The first child of a name.
    package subscript(_ name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    package func all(_ name: String) -> [XMLElement] {
        children.filter { $0.name == name }
    }

    /// The text of the first element at the end of a path of names.
    package func text(at path: String...) -> String? {
        var element: XMLElement? = self
        for name in path { element = element?[name] }
        return element?.text
    }
}

/// Why a text is not the XML that we read.
package enum XMLFault: Error, Sendable, Hashable {
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    case cutShort
    /// What the grammar, or our part of it, has no place for, at an offset.
    case unexpected(offset: Int)
    case unknownEntity(offset: Int)
    case mismatchedTag(offset: Int)
    case invalidUTF8
}
