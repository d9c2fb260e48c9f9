/// Reads a text once from left to right into nodes, and keeps its own stack: depth costs memory, never stack frames.
struct Reader {
    var position = 0
    var nodes: [Node] = []
    var unescaped: [UInt8] = []
    let limits: JSONLimits

    var open: [OpenContainer] = []
    var keys = SeenKeys()

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
    mutating func value(_ text: Span<UInt8>, wanted: JSONError.Wanted) throws(Fault) {
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
