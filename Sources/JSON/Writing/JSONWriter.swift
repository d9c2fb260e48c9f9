/// Writes JSON piece by piece as it goes, for logs and error bodies, where no type is worth its while.
///
/// What comes out is always JSON. A call out of place (a value without a key, a key in an array, an end without a
/// beginning, a second value at the top) writes nothing, since a line of a log must not end a process; a key without a
/// value gets null; ``finish()`` closes what is still open.
package struct JSONWriter: Sendable {
    /// What has been written so far, after what was there before.
    package private(set) var bytes: [UInt8]

    let style: JSONStyle
    private var open: [Level] = []
    /// How many levels belong to scopes that are running, and end with them only.
    private var scoped = 0
    private var hasKey = false
    private var isComplete = false

    private struct Level {
        let isObject: Bool
        var isEmpty = true
    }

    package init(style: JSONStyle = .compact, appendingTo bytes: [UInt8] = []) {
        self.style = style
        self.bytes = bytes
    }

    /// Closes what is open and gives the whole.
    package consuming func finish() -> [UInt8] {
        if open.isEmpty, !isComplete { null() }
        close(to: 0)
        return bytes
    }

    // MARK: Containers

    package mutating func beginObject() { begin(isObject: true) }

    package mutating func beginArray() { begin(isObject: false) }

    package mutating func endObject() {
        if open.count > scoped, open.last?.isObject == true { close(to: open.count - 1) }
    }

    package mutating func endArray() {
        if open.count > scoped, open.last?.isObject == false { close(to: open.count - 1) }
    }

    /// An object whose members the closure writes.
    package mutating func object<E: Error>(_ members: (inout JSONWriter) throws(E) -> Void) throws(E) {
        try scope(isObject: true, members)
    }

    /// An array whose elements the closure writes.
    package mutating func array<E: Error>(_ elements: (inout JSONWriter) throws(E) -> Void) throws(E) {
        try scope(isObject: false, elements)
    }

    /// The key of the next value.
    package mutating func key(_ key: String) {
        guard open.last?.isObject == true else { return }
        if hasKey { null() }
        separate()
        bytes.appendKey(key, style: style)
        hasKey = true
    }

    // MARK: Order

    private mutating func begin(isObject: Bool) {
        guard prepare() else { return }
        bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        open.append(Level(isObject: isObject))
        isComplete = false
    }

    private mutating func scope<E: Error>(
        isObject: Bool,
        _ body: (inout JSONWriter) throws(E) -> Void
    ) throws(E) {
        let (depth, outer) = (open.count, scoped)
        begin(isObject: isObject)
        guard open.count > depth else { return }
        scoped = open.count
        defer {
            scoped = outer
            close(to: depth)
        }
        try body(&self)
    }

    @inline(__always)
    mutating func scalar(_ write: (inout [UInt8]) -> Void) {
        if prepare() { write(&bytes) }
    }

    /// Whether a value may come now; if so, writes what stands before it.
    private mutating func prepare() -> Bool {
        guard let level = open.last else {
            defer { isComplete = true }
            return !isComplete
        }
        guard level.isObject else {
            separate()
            return true
        }
        defer { hasKey = false }
        return hasKey
    }

    private mutating func separate() {
        let last = open.count - 1
        if open[last].isEmpty {
            open[last].isEmpty = false
        } else {
            bytes.append(UInt8(ascii: ","))
        }
        if style.isPretty { bytes.appendLine(depth: open.count) }
    }

    private mutating func close(to depth: Int) {
        while open.count > depth {
            if hasKey { null() }
            guard let level = open.popLast() else { return }
            if style.isPretty, !level.isEmpty { bytes.appendLine(depth: open.count) }
            bytes.append(level.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
            if open.isEmpty { isComplete = true }
        }
    }
}
