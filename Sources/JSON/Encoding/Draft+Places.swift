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
