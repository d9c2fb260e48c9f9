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
