extension Draft {
    /// Appends the whole text, or nothing if there is an error.
    func assemble(into text: inout [UInt8]) throws(JSONError) {
        let start = text.count
        if start == 0 { text.reserveCapacity(bytes.count + 2 * nodes.count) }
        do {
            try assemble(Draft.root, into: &text)
        } catch {
            text.removeSubrange(start...)
            throw error
        }
    }

    private func assemble(_ index: Int, into text: inout [UInt8]) throws(JSONError) {
        var node = nodes[index]
        if node.kind == .dictionary { sortMembers(of: &node) }
        text.append(contentsOf: bytes[node.start..<node.end])
        switch node.kind {
        case .run, .dropped: return
        case .pending: throw JSONError(.nothingEncoded(type: "the value"), path: path(to: index))
        case .array: try assemble(node, "[", "]", into: &text)
        case .object, .dictionary: try assemble(node, "{", "}", into: &text)
        }
    }

    private func assemble(
        _ container: Node,
        _ opening: Unicode.Scalar,
        _ closing: Unicode.Scalar,
        into text: inout [UInt8]
    ) throws(JSONError) {
        text.append(UInt8(ascii: opening))
        let inside = text.count
        var child = container.firstChild
        while child != Draft.none {
            if nodes[child].kind != .dropped {
                if text.count > inside { text.append(UInt8(ascii: ",")) }
                if style.isPretty { text.appendLine(depth: container.depth + 1) }
                try assemble(child, into: &text)
            }
            child = nodes[child].nextSibling
        }
        if style.isPretty, text.count > inside { text.appendLine(depth: container.depth) }
        text.append(UInt8(ascii: closing))
    }

    /// A dictionary has another order in every process; its text has one: by the bytes of the keys as written, or, for
    /// JavaScript, array indices before them.
    private func sortMembers(of dictionary: inout Node) {
        var members: [(node: Int, key: ArraySlice<UInt8>)] = []
        var child = dictionary.firstChild
        while child != Draft.none {
            members.append((child, key(of: nodes[child])))
            child = nodes[child].nextSibling
        }
        members.sort { one, two in
            if style.followsJavaScript {
                switch (ArrayIndex.of(one.key), ArrayIndex.of(two.key)) {
                case (let one?, let two?): return one < two
                case (.some, nil): return true
                case (nil, .some): return false
                case (nil, nil): break
                }
            }
            return one.key.lexicographicallyPrecedes(two.key)
        }
        var next = Draft.none
        for member in members.reversed() {
            nodes[member.node].nextSibling = next
            next = member.node
        }
        dictionary.firstChild = next
    }

    /// The key's bytes as written, without the quotes: they begin the node, and a quote within would be escaped.
    func key(of node: Node) -> ArraySlice<UInt8> {
        let rest = bytes[(node.start + 1)..<node.end]
        var end = rest.startIndex
        while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
            end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        return rest[..<min(end, rest.endIndex)]
    }
}
