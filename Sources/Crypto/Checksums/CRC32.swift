/// CRC-32, the one of gzip, PNG and DynamoDB (ISO 3309), over bytes that come piece by piece.
///
/// It finds accidents; against whoever means harm it is worth nothing.
package struct CRC32: Sendable, Hashable {
    private static let algorithm = ReflectedCRC<UInt32>(polynomial: 0xedb8_8320)

    private var register = UInt32.max
    package private(set) var count = 0

    package init() {}

    /// What was summed elsewhere, so that it can be appended.
    package init(value: UInt32, count: Int) {
        register = ~value
        self.count = count
    }

    package var value: UInt32 { ~register }

    /// High byte first, as S3's checksum headers have them in base64.
    package var bytes: [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        register = Self.algorithm.advance(register, over: bytes)
        count += bytes.count
    }

    /// Goes on over what another has summed, without its bytes: so parts are summed side by side.
    package mutating func append(_ next: CRC32) {
        register = ~Self.algorithm.combine(value, next.value, countOfSecond: next.count)
        count += next.count
    }

    package static func checksum(of bytes: [UInt8]) -> UInt32 {
        var sum = CRC32()
        sum.update(bytes)
        return sum.value
    }
}
