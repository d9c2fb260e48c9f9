/// HKDF over SHA-256 (RFC 5869): keys from a secret that is no key yet, such as what two parties agreed upon.
package enum HKDF {
    /// The RFC's limit: 255 blocks.
    package static let longest = 255 * SHA256Digest.byteCount

    /// Both steps: a key of `count` bytes for the purpose that `info` names.
    package static func derive(
        _ count: Int,
        from secret: SecretBytes,
        salt: [UInt8],
        info: [UInt8]
    ) throws(CryptoFailure) -> SecretBytes {
        try expand(extract(from: secret, salt: salt), to: count, info: info)
    }

    /// The first step, which makes a key of whatever has entropy enough.
    ///
    /// An empty salt is the RFC's row of zeros.
    package static func extract(from secret: SecretBytes, salt: [UInt8]) -> SecretBytes {
        let code = secret.withBytes { HMACKey(salt).authenticate($0) }
        return code.withUnsafeBytes { SecretBytes(copying: $0) }
    }

    /// The second step.
    package static func expand(
        _ key: SecretBytes,
        to count: Int,
        info: [UInt8]
    ) throws(CryptoFailure) -> SecretBytes {
        guard count <= longest else { throw .tooLong(.derivedKey, count: count, limit: longest) }
        let key = HMACKey(key)
        return SecretBytes(count: count) { output in
            var block = UnsafeRawBufferPointer(rebasing: output.prefix(0))
            for (index, start) in stride(from: 0, to: count, by: SHA256Digest.byteCount).enumerated() {
                var hash = key.begin()
                hash.update(block)
                hash.update(info)
                hash.update([UInt8(index + 1)])
                let place = UnsafeMutableRawBufferPointer(rebasing: output[start...].prefix(SHA256Digest.byteCount))
                key.end(&hash).withUnsafeBytes { digest in
                    place.copyMemory(from: UnsafeRawBufferPointer(rebasing: digest.prefix(place.count)))
                }
                block = UnsafeRawBufferPointer(place)
            }
        }
    }
}
