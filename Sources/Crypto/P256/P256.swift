/// The elliptic curve P-256 (SP 800-186; secp256r1): its keys, agreement (ECDH) and signatures (ECDSA over SHA-256).
package enum P256 {
    /// The bytes of a number: a coordinate, a private key, half of a signature.
    package static let byteCount = 32

    /// The order of the group, high byte first.
    private static let order: [UInt8] = [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ]

    /// Whether 32 bytes are a number from 1 to one less than the order; it takes the same time for each of them.
    static func isScalar(_ number: UnsafeRawBufferPointer) -> Bool {
        var borrow: UInt16 = 0
        var bits: UInt8 = 0
        for index in (0..<byteCount).reversed() {
            let difference = UInt16(number[index]) &- UInt16(order[index]) &- borrow
            borrow = difference >> 8 & 1
            bits |= number[index]
        }
        return borrow == 1 && bits != 0
    }
}
