/// A text that was read: its bytes, and a node for each value and key in the order of the text.
///
/// A container's node is followed by its children; in an object each key is followed by its value.
final class Tape {
    /// The text; or, where the tape was made from a ``JSONValue``, nothing but the characters of its strings.
    let text: [UInt8]
    /// The characters of the strings that were written with escapes.
    let unescaped: [UInt8]
    // Only a cursor ever changes, in one place that calls nothing: the run-time check would find nothing, at a price.
    @exclusivity(unchecked) private(set) var nodes: [Node]
    /// Whether nodes stand at a position of the text.
    let hasPositions: Bool

    /// The innermost value whose type threw an error of its own, while that error is on its way out.
    var refusing: Int?

    init(_ text: [UInt8], limits: JSONLimits) throws(JSONError) {
        var reader = Reader(limits: limits, expecting: text.count)
        do throws(Fault) {
            try reader.read(text.span)
        } catch {
            let key = { (node: Int) in
                reader.nodes[node].characters(text: text, unescaped: reader.unescaped)
            }
            throw JSONError(error, in: text, limits: limits, key: key)
        }
        self.text = text
        unescaped = reader.unescaped
        nodes = reader.nodes
        hasPositions = true
    }

    init(characters: [UInt8], nodes: [Node]) {
        text = characters
        unescaped = []
        self.nodes = nodes
        hasPositions = false
    }

    /// The index after the value, where its next sibling stands.
    func next(after index: Int) -> Int {
        nodes[index].isContainer ? nodes[index].low : index + 1
    }

    func string(at index: Int) -> String {
        nodes[index].characters(text: text, unescaped: unescaped)
    }
}

extension Node {
    fileprivate func characters(text: [UInt8], unescaped: [UInt8]) -> String {
        (kind == .plain ? text : unescaped).withUnsafeBufferPointer { all in
            String(decoding: UnsafeBufferPointer(rebasing: all[low..<high]), as: UTF8.self)
        }
    }
}

// MARK: - Look-up

extension Tape {
    /// The value under a key.
    ///
    /// The search begins after the key that was found last, so keys asked for in the order of the text are found at
    /// once. Keys are equal if their bytes are.
    func member(_ key: String, of object: Int) -> Int? {
        var key = key
        return key.withUTF8 { wanted in
            let end = nodes[object].low
            let first = object + 1
            guard first < end else { return nil }
            let start = nodes[object].high
            var index = start
            repeat {
                let following = next(after: index + 1)
                if isKey(index, wanted) {
                    nodes[object].high = following < end ? following : first
                    return index + 1
                }
                index = following < end ? following : first
            } while index != start
            return nil
        }
    }

    private func isKey(_ index: Int, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        let node = nodes[index]
        guard node.high - node.low == wanted.count else { return false }
        let characters = node.kind == .plain ? text : unescaped
        for offset in 0..<wanted.count where characters[node.low + offset] != wanted[offset] { return false }
        return true
    }
}
