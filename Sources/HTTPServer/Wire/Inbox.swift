/// What has arrived on a connection and was not used yet.
package struct Inbox: Sendable {
    private var bytes: [UInt8] = []
    /// Where the unused begins: what is used is not moved away with each use.
    private var start = 0

    package init() {}

    package var count: Int { bytes.count - start }
    package var isEmpty: Bool { bytes.count == start }

    /// A byte of the unused, counted from its beginning.
    package subscript(_ offset: Int) -> UInt8 { bytes[start + offset] }

    /// The first bytes of the unused.
    package func prefix(_ count: Int) -> ArraySlice<UInt8> { bytes[start..<start + count] }

    /// The offset of the first line feed from `offset` on.
    package func lineFeed(from offset: Int) -> Int? {
        let span = bytes.span
        var index = start + offset
        while index < span.count {
            if span[index] == .lineFeed { return index - start }
            index += 1
        }
        return nil
    }

    package mutating func drop(_ count: Int) {
        start += count
        if isEmpty { clear() }
    }

    /// Takes the first bytes; all of them are handed over as they lie.
    package mutating func take(_ count: Int) -> [UInt8] {
        if start == 0, count == bytes.count {
            defer { bytes = [] }
            return bytes
        }
        defer { drop(count) }
        return Array(prefix(count))
    }

    /// Frees the memory: a connection that waits for its next request should hold none.
    package mutating func clear() {
        bytes = []
        start = 0
    }

    package mutating func append(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Has room for `limit` more bytes filled by `receive`, which says how many came.
    package mutating func append<Failure: Error>(
        atMost limit: Int,
        by receive: (UnsafeMutableRawBufferPointer) -> Result<Int, Failure>
    ) -> Result<Int, Failure> {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        var result = Result<Int, Failure>.success(0)
        bytes.append(addingCapacity: limit) { free in
            free.withUnsafeMutableBufferPointer { room, count in
                result = receive(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(room)[..<limit]))
                if case .success(let received) = result { count = received }
            }
        }
        return result
    }
}
