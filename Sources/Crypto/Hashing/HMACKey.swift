/// A key of HMAC-SHA-256 (RFC 2104, FIPS 198-1), good for any number of messages on any number of threads at once.
///
/// Both halves of the key are hashed once; a message then starts from copies of the two states.
package final class HMACKey: Sendable, Redacted {
    /// The inner state, then the outer one.
    private let states: SecretBytes

    package init(_ secret: [UInt8]) {
        states = secret.withUnsafeBytes { Self.states(of: $0) }
    }

    package init(_ secret: SecretBytes) {
        states = secret.withBytes { Self.states(of: $0) }
    }

    /// Takes a key that HMAC derived; as a digest it prints, so `deriveKey` is the better way to it.
    package init(_ secret: SHA256Digest) {
        states = secret.withUnsafeBytes { Self.states(of: $0) }
    }

    package func authenticate(_ message: [UInt8]) -> SHA256Digest {
        message.withUnsafeBytes { authenticate($0) }
    }

    package func authenticate(_ message: UnsafeRawBufferPointer) -> SHA256Digest {
        var hash = begin()
        hash.update(message)
        return end(&hash)
    }

    /// The code as a key of its own, for a chain of keys such as that of AWS signatures.
    package func deriveKey(_ message: [UInt8]) -> HMACKey {
        HMACKey(authenticate(message))
    }

    /// A hash that takes the message, for whoever has it in pieces.
    func begin() -> SHA256 {
        states.withBytes { $0.load(as: SHA256.self) }
    }

    /// Ends what `begin` began, and wipes it.
    func end(_ hash: inout SHA256) -> SHA256Digest {
        defer { hash.wipe() }
        let inner = hash.end()
        hash = states.withBytes { $0.load(fromByteOffset: MemoryLayout<SHA256>.stride, as: SHA256.self) }
        inner.withUnsafeBytes { hash.update($0) }
        return hash.end()
    }
}

extension HMACKey {
    private static let blockSize = 64
    private static let innerPadding: UInt8 = 0x36
    private static let outerPadding: UInt8 = 0x5c

    /// A key longer than a block is hashed first, a shorter one filled up with zeros.
    private static func states(of secret: UnsafeRawBufferPointer) -> SecretBytes {
        guard secret.count <= blockSize else {
            return SHA256.digest(of: secret).withUnsafeBytes { states(of: $0) }
        }
        return SecretBytes(count: 2 * MemoryLayout<SHA256>.stride) { states in
            for (position, padding) in [innerPadding, outerPadding].enumerated() {
                var hash = state(of: secret, padding: padding)
                defer { hash.wipe() }
                states.storeBytes(of: hash, toByteOffset: position * MemoryLayout<SHA256>.stride, as: SHA256.self)
            }
        }
    }

    private static func state(of secret: UnsafeRawBufferPointer, padding: UInt8) -> SHA256 {
        let block = SecretBytes(count: blockSize) { block in
            block.copyMemory(from: secret)
            for index in block.indices { block[index] ^= padding }
        }
        var hash = SHA256()
        block.withBytes { hash.update($0) }
        return hash
    }
}
