/// A container whose closing bracket has not been seen yet.
struct OpenContainer {
    let node: Int
    let isObject: Bool
    var keys: SeenKeys.Scope
    var count = 0
}

extension Reader {
    mutating func begin(_ kind: Node.Kind) throws(Fault) {
        guard open.count < limits.depth else { throw Fault(.tooDeep, at: position) }
        open.append(OpenContainer(node: nodes.count, isObject: kind == .object, keys: keys.begin()))
        nodes.append(Node(kind, at: position))
        position += 1
    }

    /// Reads what follows in an open array: its next element, or its end.
    mutating func element(_ text: Span<UInt8>, of array: OpenContainer) throws(Fault) {
        guard position < text.count else { throw Fault(.cutShort, at: position) }
        if text[position] == UInt8(ascii: "]") {
            position += 1
            nodes[array.node].high = array.count
            close(array)
            return
        }
        if array.count > 0 {
            guard text[position] == UInt8(ascii: ",") else { throw Fault(.unexpected(.commaOrBracket), at: position) }
            position += 1
            skipSpace(text)
        }
        open[open.count - 1].count += 1
        try value(text, wanted: array.count == 0 ? .valueOrEnd : .value)
    }

    /// Reads what follows in an open object: its next key and the beginning of the value, or its end.
    mutating func member(_ text: Span<UInt8>, of object: OpenContainer) throws(Fault) {
        guard position < text.count else { throw Fault(.cutShort, at: position) }
        if text[position] == UInt8(ascii: "}") {
            position += 1
            try endKeys(text, of: object)
            nodes[object.node].high = object.node + 1
            close(object)
            return
        }
        if object.count > 0 {
            guard text[position] == UInt8(ascii: ",") else { throw Fault(.unexpected(.commaOrBrace), at: position) }
            position += 1
            skipSpace(text)
        }
        guard position < text.count, text[position] == UInt8(ascii: "\"") else {
            throw Fault(.unexpected(object.count == 0 ? .keyOrEnd : .key), at: position)
        }
        open[open.count - 1].count += 1
        try key(text)
        skipSpace(text)
        guard position < text.count, text[position] == UInt8(ascii: ":") else {
            throw Fault(.unexpected(.colon), at: position)
        }
        position += 1
        skipSpace(text)
        try value(text, wanted: .value)
    }

    private mutating func close(_ container: OpenContainer) {
        nodes[container.node].low = nodes.count
        open.removeLast()
    }

    private mutating func key(_ text: Span<UInt8>) throws(Fault) {
        let index = nodes.count
        try string(text)
        let last = open.count - 1
        guard keys.add(index, to: &open[last].keys, nodes: nodes, text: text, unescaped: unescaped) else {
            throw Fault(.duplicateKey(index), at: Int(nodes[index].start))
        }
    }

    private mutating func endKeys(_ text: Span<UInt8>, of object: OpenContainer) throws(Fault) {
        guard let index = keys.end(object.keys, nodes: nodes, text: text, unescaped: unescaped) else { return }
        throw Fault(.duplicateKey(index), at: Int(nodes[index].start))
    }
}
