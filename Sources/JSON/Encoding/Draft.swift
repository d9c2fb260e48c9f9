/// What has been encoded so far: the bytes of all scalars, and a tree that says how they belong together.
///
/// Codable never says when a container is complete, and a type may write to several in turn. So containers become
/// nodes, and the text is put together at the end. Scalars that follow one another in one container share a node,
/// commas included; a struct of plain fields is copied in one piece.
final class Draft {
    struct Node {
        enum Kind {
            /// A place whose value is yet to come.
            case pending
            /// Scalars, with their keys and the commas between them.
            case run
            case array, object
            /// An object whose members are sorted by key.
            case dictionary
            /// A value whose encoding failed, and whose owner went on without it.
            case dropped
        }

        var kind: Kind
        /// The bytes of a run, or those of the key of anything else.
        var start: Int
        var end: Int
        let parent: Int
        /// How many containers are around it.
        let depth: Int
        /// Which element of its array it is; -1 elsewhere.
        let index: Int
        var firstChild = Draft.none
        var lastChild = Draft.none
        var nextSibling = Draft.none
        /// The elements of an array so far.
        var count = 0
    }

    /// Where the next value goes.
    enum Place {
        case member(String, of: Int)
        case element(of: Int)
        /// A place that was made before, and has its key already.
        case slot(Int)
    }

    static let none = -1
    static let root = 0

    let style: JSONStyle
    // Nothing foreign runs while these change, so there is nothing for the run-time check to find; it would cost a
    // sixth of the whole encoding.
    @exclusivity(unchecked) var bytes: [UInt8] = []
    @exclusivity(unchecked) var nodes: [Node] = []
    /// The first error of a call that could not throw.
    var misuse: JSONError?
    /// The innermost value whose type threw an error of its own, while that error is on its way out.
    var refusing: Int?

    init(style: JSONStyle) {
        self.style = style
        bytes.reserveCapacity(1_024)
        nodes.reserveCapacity(16)
        nodes.append(Node(kind: .pending, start: 0, end: 0, parent: Draft.none, depth: 0, index: Draft.none))
    }

    func encode<T: Encodable>(_ value: T) throws(JSONError) {
        do {
            try write(value, at: .slot(Draft.root))
        } catch {
            throw self.error(for: error)
        }
        if let misuse { throw misuse }
    }
}

// MARK: - Places

extension Draft {
    /// Writes what stands before a scalar; the answer is the run that the scalar belongs to.
    @inline(__always)
    func begin(_ place: Place) throws -> Int {
        switch place {
        case .member(let key, let object):
            let run = run(in: object)
            bytes.appendKey(key, style: style)
            return run
        case .element(let array):
            nodes[array].count += 1
            return run(in: array)
        case .slot(let slot):
            guard nodes[slot].kind == .pending else { throw invalid(.encodedTwice, at: slot) }
            bringKeyToEnd(of: slot)
            nodes[slot].kind = .run
            return slot
        }
    }

    @inline(__always)
    func end(_ run: Int) {
        nodes[run].end = bytes.count
    }

    /// Makes a place for a value that is no scalar, or not known to be one.
    func slot(_ place: Place) throws -> Int {
        switch place {
        case .slot(let slot):
            guard nodes[slot].kind == .pending else { throw invalid(.encodedTwice, at: slot) }
            return slot
        case .member(let key, let object): return addSlot(key: key, to: object)
        case .element(let array): return addElement(to: array)
        }
    }

    func addSlot(key: String, to object: Int) -> Int {
        let start = bytes.count
        bytes.appendKey(key, style: style)
        return add(.pending, to: object, from: start)
    }

    func addElement(to array: Int) -> Int {
        let index = nodes[array].count
        nodes[array].count += 1
        return add(.pending, to: array, from: bytes.count, index: index)
    }

    /// The run that ends with the last byte written, or a new one.
    private func run(in container: Int) -> Int {
        let last = nodes[container].lastChild
        if last != Draft.none, nodes[last].kind == .run, nodes[last].end == bytes.count, !style.isPretty,
            nodes[container].kind != .dictionary
        {
            bytes.append(UInt8(ascii: ","))
            return last
        }
        return add(.run, to: container, from: bytes.count)
    }

    private func add(_ kind: Node.Kind, to parent: Int, from start: Int, index: Int = Draft.none) -> Int {
        let node = nodes.count
        let depth = nodes[parent].depth + 1
        nodes.append(Node(kind: kind, start: start, end: bytes.count, parent: parent, depth: depth, index: index))
        let last = nodes[parent].lastChild
        if last == Draft.none {
            nodes[parent].firstChild = node
        } else {
            nodes[last].nextSibling = node
        }
        nodes[parent].lastChild = node
        return node
    }

    /// A place that was kept for later may have other bytes after its key by now: the key is written again.
    private func bringKeyToEnd(of slot: Int) {
        let (start, end) = (nodes[slot].start, nodes[slot].end)
        guard end != bytes.count else { return }
        nodes[slot].start = bytes.count
        bytes.append(contentsOf: Array(bytes[start..<end]))
        nodes[slot].end = bytes.count
    }

    /// Makes a place an array or object; a type and its superclass may both ask for the same object.
    func open(_ kind: Node.Kind, at slot: Int) -> Int {
        switch (nodes[slot].kind, kind) {
        case (.pending, _) where nodes[slot].depth >= JSONLimits.standard.depth:
            return refuse(.tooDeep(limit: JSONLimits.standard.depth), kind, at: slot)
        case (.pending, _):
            nodes[slot].kind = kind
            return slot
        case (.array, .array), (.object, .object), (.object, .dictionary), (.dictionary, .dictionary),
            (.dictionary, .object):
            return slot
        default:
            return refuse(.encodedTwice, kind, at: slot)
        }
    }

    /// Keeps the error for the end; what is written to the container meanwhile goes nowhere.
    private func refuse(_ reason: JSONError.Reason, _ kind: Node.Kind, at slot: Int) -> Int {
        misuse = misuse ?? JSONError(reason, path: path(to: slot))
        let depth = nodes[slot].depth
        nodes.append(Node(kind: kind, start: 0, end: 0, parent: Draft.none, depth: depth, index: Draft.none))
        return nodes.count - 1
    }
}
