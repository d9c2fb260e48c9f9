/// Bytes of a file, addressed from zero; whatever lies past their end is nil, never a trap.
struct Bytes: Sendable {
    private let storage: [UInt8]
    private let start: Int
    let count: Int

    init(_ bytes: [UInt8] = []) {
        storage = bytes
        start = 0
        count = bytes.count
    }

    private init(_ storage: [UInt8], start: Int, count: Int) {
        self.storage = storage
        self.start = start
        self.count = count
    }

    var isEmpty: Bool { count == 0 }

    var array: [UInt8] { Array(storage[start..<start + count]) }

    subscript(_ index: Int) -> UInt8? {
        guard index >= 0, index < count else { return nil }
        return storage[start + index]
    }

    /// From an offset on, fewer than asked for where they end before.
    subscript(from offset: Int, upTo length: Int) -> Bytes {
        guard offset >= 0, offset < count, length > 0 else { return Bytes() }
        return Bytes(storage, start: start + offset, count: Swift.min(length, count - offset))
    }

    subscript(from offset: Int) -> Bytes { self[from: offset, upTo: count] }

    /// As many bytes as asked for, or nil.
    func slice(_ offset: Int, _ length: Int) -> Bytes? {
        guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
        return Bytes(storage, start: start + offset, count: length)
    }
}

extension Bytes {
    func u8(_ offset: Int) -> Int? { self[offset].map(Int.init) }
    func u16(_ offset: Int, _ order: ByteOrder) -> Int? { number(offset, 2, order).map(Int.init(truncatingIfNeeded:)) }
    func u32(_ offset: Int, _ order: ByteOrder) -> Int? { number(offset, 4, order).map(Int.init(truncatingIfNeeded:)) }

    /// Nil also where the number is beyond what an offset can be.
    func u64(_ offset: Int, _ order: ByteOrder) -> Int? { number(offset, 8, order).flatMap(Int.init(exactly:)) }

    /// A number of one to eight bytes.
    func number(_ offset: Int, _ length: Int, _ order: ByteOrder) -> UInt64? {
        guard (0...8).contains(length), let bytes = slice(offset, length) else { return nil }
        var value: UInt64 = 0
        for index in 0..<length {
            guard let byte = bytes[order == .big ? index : length - 1 - index] else { return nil }
            value = value << 8 | UInt64(byte)
        }
        return value
    }

    func holds(_ pattern: [UInt8], at offset: Int) -> Bool {
        guard let bytes = slice(offset, pattern.count) else { return false }
        return bytes.elementsEqual(pattern)
    }

    func holds(_ pattern: StaticString, at offset: Int) -> Bool {
        guard let bytes = slice(offset, pattern.utf8CodeUnitCount) else { return false }
        return pattern.withUTF8Buffer { bytes.elementsEqual($0) }
    }

    /// Where a pattern begins first, at an offset or behind it.
    func firstIndex(of pattern: StaticString, from offset: Int = 0) -> Int? {
        guard offset >= 0 else { return nil }
        return withBytes { bytes in
            pattern.withUTF8Buffer { pattern in
                guard let first = pattern.first, pattern.count <= bytes.count else { return nil }
                var index = offset
                while index <= bytes.count - pattern.count {
                    if bytes[index] == first, Self.matches(bytes, pattern, at: index) { return index }
                    index += 1
                }
                return nil
            }
        }
    }

    /// Where a pattern begins last.
    func lastIndex(of pattern: StaticString) -> Int? {
        withBytes { bytes in
            pattern.withUTF8Buffer { pattern in
                guard let first = pattern.first, pattern.count <= bytes.count else { return nil }
                var index = bytes.count - pattern.count
                while index >= 0 {
                    if bytes[index] == first, Self.matches(bytes, pattern, at: index) { return index }
                    index -= 1
                }
                return nil
            }
        }
    }

    /// The caller has seen to it that it fits.
    private static func matches(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ pattern: UnsafeBufferPointer<UInt8>,
        at index: Int
    ) -> Bool {
        pattern.indices.allSatisfy { bytes[index + $0] == pattern[$0] }
    }

    private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<start + count])) }
    }
}

extension Bytes: Sequence {
    func makeIterator() -> IndexingIterator<ArraySlice<UInt8>> { storage[start..<start + count].makeIterator() }
}

enum ByteOrder: Sendable {
    case big, little
}
