/// One value or key of a text that was read, in sixteen bytes.
struct Node {
    enum Kind: UInt8 {
        case null, `false`, `true`
        case integer, unsigned, double
        /// A string whose bytes in the text are its characters.
        case plain
        /// A string with escapes, whose characters lie in ``Tape/unescaped``.
        case escaped
        case array, object
    }

    /// Where in the text the value begins.
    let start: UInt32
    let kind: Kind
    /// What the kind needs: the bits of a number, or two offsets (``low`` and ``high``).
    private(set) var payload: UInt64

    init(_ kind: Kind, at start: Int, payload: UInt64 = 0) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.kind = kind
        self.payload = payload
    }

    /// The start of a string's characters, or the index past a container's last descendant.
    var low: Int {
        get { Int(truncatingIfNeeded: payload & 0xFFFF_FFFF) }
        set { payload = payload & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: newValue) }
    }

    /// The end of a string's characters, an array's count, or the key at which an object's next search begins.
    var high: Int {
        get { Int(truncatingIfNeeded: payload >> 32) }
        set { payload = payload & 0xFFFF_FFFF | UInt64(truncatingIfNeeded: newValue) << 32 }
    }

    var isContainer: Bool { kind == .array || kind == .object }

    var jsonKind: JSONKind {
        switch kind {
        case .null: .null
        case .false, .true: .bool
        case .integer, .unsigned, .double: .number
        case .plain, .escaped: .string
        case .array: .array
        case .object: .object
        }
    }
}
