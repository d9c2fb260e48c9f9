/// Where randomness comes from.
package protocol RandomSource: Sendable {
    func next() -> UInt64
    func fill(_ buffer: UnsafeMutableRawBufferPointer)
}

extension RandomSource {
    /// The words of `next()`, little end first; the last is cut to what is asked for.
    package func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        for start in stride(from: 0, to: buffer.count, by: 8) {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[start...].prefix(8))
            withUnsafeBytes(of: next().littleEndian) { word in
                rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: word.prefix(rest.count)))
            }
        }
    }

    package func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            fill(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer).prefix(count)))
            initialized = count
        }
    }

    /// For calls that take a `RandomNumberGenerator`, such as `Int.random(in:using:)`.
    package var generator: RandomGenerator { RandomGenerator(source: self) }
}

/// A `RandomSource` in the standard library's shape.
package struct RandomGenerator: RandomNumberGenerator {
    private let source: any RandomSource

    fileprivate init(source: any RandomSource) {
        self.source = source
    }

    package mutating func next() -> UInt64 { source.next() }
}
