/// CRC-64/NVME, the one of NVM Express, and S3's default for whole objects, over bytes that come piece by piece.
///
/// It finds accidents; against whoever means harm it is worth nothing.
package struct CRC64NVME: Sendable, Hashable {
    private static let algorithm = ReflectedCRC<UInt64>(polynomial: 0x9a6c_9329_ac4b_c9b5)

    private var register = UInt64.max
    package private(set) var count = 0

    package init() {}

    /// What was summed elsewhere, so that it can be appended.
    package init(value: UInt64, count: Int) {
        register = ~value
        self.count = count
    }

    package var value: UInt64 { ~register }

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
    package mutating func append(_ next: CRC64NVME) {
        register = ~Self.algorithm.combine(value, next.value, countOfSecond: next.count)
        count += next.count
    }

    package static func checksum(of bytes: [UInt8]) -> UInt64 {
        var sum = CRC64NVME()
        sum.update(bytes)
        return sum.value
    }
}
