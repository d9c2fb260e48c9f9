/// The query of a request, decoded, in its order.
package struct QueryItems: Sendable, Equatable {
    package struct Item: Sendable, Equatable {
        package let name: String
        /// Nil where there is no equals sign.
        package let value: String?
    }

    package let items: [Item]

    /// Of `/path?name=value`.
    package init(ofTarget target: String) {
        let bytes = Array(target.utf8)
        let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        self.init(bytes[mark...].dropFirst(), plusIsSpace: false)
    }

    /// In a form a plus is a space; in a URL that is signed it stands for itself.
    package init(_ text: some Collection<UInt8>, plusIsSpace: Bool) {
        items = text.split(separator: UInt8(ascii: "&")).map { item in
            let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                .map { part in
                    let spaced =
                        plusIsSpace ? part.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 } : Array(part)
                    return String(decoding: PercentEncoding.decode(spaced), as: UTF8.self)
                }
            return Item(name: parts.first ?? "", value: parts.count > 1 ? parts[1] : nil)
        }
    }

    /// The first value of a name; empty where the name stands alone.
    package subscript(_ name: String) -> String? {
        items.first { $0.name == name }.map { $0.value ?? "" }
    }

    package func contains(_ name: String) -> Bool { items.contains { $0.name == name } }
}
