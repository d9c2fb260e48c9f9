/// Reads a text once from left to right into nodes, and keeps its own stack: depth costs memory, never stack frames.
struct Reader {
    var position = 0
    var nodes: [Node] = []
    var unescaped: [UInt8] = []
    let limits: JSONLimits

    private var open: [OpenContainer] = []
    private var keys = SeenKeys()

    init(limits: JSONLimits, expecting bytes: Int) {
        self.limits = limits
        // A value with its key and punctuation is seldom shorter than twelve bytes.
        nodes.reserveCapacity(bytes / 12 + 4)
        open.reserveCapacity(8)
    }

    /// Reads the whole text, which is one value and white space around it.
    mutating func read(_ text: Span<UInt8>) throws(Fault) {
        guard text.count <= limits.bytes else { throw Fault(.tooLong, at: limits.bytes) }
        guard text.count < 3 || text[0] != 0xEF || text[1] != 0xBB || text[2] != 0xBF else {
            throw Fault(.byteOrderMark, at: 0)
        }
        skipSpace(text)
        guard position < text.count else { throw Fault(.empty, at: position) }
        try value(text, wanted: .value)
        while let container = open.last {
            skipSpace(text)
            if container.isObject {
                try member(text, of: container)
            } else {
                try element(text, of: container)
            }
        }
        skipSpace(text)
        guard position == text.count else { throw Fault(.trailingBytes, at: position) }
    }

    /// Reads a scalar to its end, or a container's opening bracket.
    private mutating func value(_ text: Span<UInt8>, wanted: JSONError.Wanted) throws(Fault) {
        guard position < text.count else { throw Fault(.cutShort, at: position) }
        switch text[position] {
        case UInt8(ascii: "\""): try string(text)
        case UInt8(ascii: "{"): try begin(.object)
        case UInt8(ascii: "["): try begin(.array)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(text)
        case UInt8(ascii: "t"): try word("true", .true, text)
        case UInt8(ascii: "f"): try word("false", .false, text)
        case UInt8(ascii: "n"): try word("null", .null, text)
        default: throw Fault(.unexpected(wanted), at: position)
        }
    }

    private mutating func word(_ word: StaticString, _ kind: Node.Kind, _ text: Span<UInt8>) throws(Fault) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard position < text.count, text[position] == word.utf8Start[index] else {
                throw Fault(.unexpected(.word), at: position)
            }
            position += 1
        }
        nodes.append(Node(kind, at: start))
    }

    @inline(__always)
    mutating func skipSpace(_ text: Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }
}

// MARK: - Containers

/// A container whose closing bracket has not been seen yet.
private struct OpenContainer {
    let node: Int
    let isObject: Bool
    var keys: SeenKeys.Scope
    var count = 0
}

extension Reader {
    private mutating func begin(_ kind: Node.Kind) throws(Fault) {
        guard open.count < limits.depth else { throw Fault(.tooDeep, at: position) }
        open.append(OpenContainer(node: nodes.count, isObject: kind == .object, keys: keys.begin()))
        nodes.append(Node(kind, at: position))
        position += 1
    }

    /// Reads what follows in an open array: its next element, or its end.
    private mutating func element(_ text: Span<UInt8>, of array: OpenContainer) throws(Fault) {
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
    private mutating func member(_ text: Span<UInt8>, of object: OpenContainer) throws(Fault) {
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
