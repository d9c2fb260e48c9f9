import CCrypto

/// Comparing without telling by the time it takes where two differ.
package enum ConstantTime {
    /// Whether both have the same length, which is no secret, and the same bytes.
    package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.withUnsafeBytes { left in right.withUnsafeBytes { right in equal(left, right) } }
    }

    static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
    }
}
