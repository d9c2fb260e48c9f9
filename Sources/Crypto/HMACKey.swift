import CCrypto

/// A key of HMAC-SHA-256 (RFC 2104, FIPS 198-1), good for any number of messages on any number of threads at once.
///
/// Both halves of the key are hashed once; a message then starts from copies of the two states.
package final class HMACKey: Sendable, Redacted {
    /// The inner state, then the outer one.
    private let states: WipedMemory

    package convenience init(_ secret: [UInt8]) {
        self.init(secret.withUnsafeBytes { Self.states(of: $0) })
    }

    /// Takes a key that was itself derived by HMAC.
    package convenience init(_ secret: SHA256Digest) {
        self.init(secret.withUnsafeBytes { Self.states(of: $0) })
    }

    private init(_ states: WipedMemory) {
        self.states = states
    }

    package func authenticate(_ message: [UInt8]) -> SHA256Digest {
        message.withUnsafeBytes { authenticate($0) }
    }

    package func authenticate(_ message: UnsafeRawBufferPointer) -> SHA256Digest {
        states.withBytes { states in
            var hash = states.load(as: SHA256.self)
            defer { hash.wipe() }
            hash.update(message)
            let inner = hash.end()
            hash = states.load(fromByteOffset: MemoryLayout<SHA256>.stride, as: SHA256.self)
            inner.withUnsafeBytes { hash.update($0) }
            return hash.end()
        }
    }

    /// A key longer than a block is hashed first, a shorter one filled up with zeros.
    private static func states(of secret: UnsafeRawBufferPointer) -> WipedMemory {
        guard secret.count <= blockSize else {
            return SHA256.digest(of: secret).withUnsafeBytes { states(of: $0) }
        }
        return WipedMemory(count: 2 * MemoryLayout<SHA256>.stride) { states in
            let block = WipedMemory(count: blockSize) { $0.copyMemory(from: secret) }
            for (position, padding) in [innerPadding, outerPadding].enumerated() {
                let padded = WipedMemory(count: blockSize) { padded in
                    block.withBytes { block in
                        for index in 0..<blockSize { padded[index] = block[index] ^ padding }
                    }
                }
                var hash = SHA256()
                defer { hash.wipe() }
                padded.withBytes { hash.update($0) }
                states.storeBytes(of: hash, toByteOffset: position * MemoryLayout<SHA256>.stride, as: SHA256.self)
            }
        }
    }

    private static let blockSize = 64
    private static let innerPadding: UInt8 = 0x36
    private static let outerPadding: UInt8 = 0x5c
}
