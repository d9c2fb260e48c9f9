import Synchronization
import Testing
import Time

@testable import Crypto

@Suite struct SecretTests {
    private static let text = "correct horse battery staple 0001"
    private static let bytes = Array(text.utf8.prefix(32))

    struct Holder {
        let secret: any Redacted
    }

    static func secrets() throws -> [any Redacted] {
        let key = try P256.PrivateKey(SecretBytes(bytes))
        return [
            SecretBytes(bytes), HMACKey(bytes), try AESGCM(key: SecretBytes(bytes)), key,
            try key.agree(with: key.publicKey),
        ]
    }

    @Test(arguments: 0..<5) func `no way of printing shows a secret`(index: Int) throws {
        let secret = try Self.secrets()[index]
        #expect("\(secret)" == "[redacted]")
        #expect(String(reflecting: secret) == "[redacted]")
        #expect(Mirror(reflecting: secret).children.isEmpty)
        var dumped = ""
        dump(Holder(secret: secret), to: &dumped)
        dumped += "\(Holder(secret: secret))"
        dumped += String(reflecting: Holder(secret: secret))
        for trace in ["correct", "99, 111, 114", "636f7272", "address", "\(Self.bytes[0])"] {
            #expect(!dumped.contains(trace))
        }
    }

    @Test func `failures hold no bytes of what was refused`() {
        #expect(throws: CryptoFailure.wrongLength(of: .key, expected: 32, actual: 31)) {
            try AESGCM(key: SecretBytes(Array(Self.bytes.dropLast())))
        }
        #expect("\(CryptoFailure.wrongLength(of: .key, expected: 32, actual: 31))" == "the key has 31 bytes, not 32")
    }

    @Test func `memory is overwritten before it is given back`() {
        let left = Mutex<[UInt8]>([])
        let inUse = Mutex<[UInt8]>([])
        do {
            let secret = SecretBytes(
                count: 32,
                release: { memory in
                    left.withLock { $0 = Array(memory) }
                    memory.deallocate()
                },
                filledBy: { $0.copyBytes(from: Self.bytes) }
            )
            inUse.withLock { $0 = secret.withBytes { Array($0) } }
        }
        #expect(inUse.withLock { $0 } == Self.bytes)
        #expect(left.withLock { $0 } == [UInt8](repeating: 0, count: 32))
    }

    @Test func `memory is overwritten when filling it failed`() {
        struct Interruption: Error {}
        let left = Mutex<[UInt8]>([])
        #expect(throws: Interruption.self) {
            _ = try SecretBytes(
                count: 32,
                release: { memory in
                    left.withLock { $0 = Array(memory) }
                    memory.deallocate()
                },
                filledBy: { memory in
                    memory.copyBytes(from: Self.bytes)
                    throw Interruption()
                }
            )
        }
        #expect(left.withLock { $0 } == [UInt8](repeating: 0, count: 32))
    }

    @Test func `a hash of a secret is wiped with all its state`() {
        var hash = SHA256()
        hash.update(Self.bytes)
        hash.wipe()
        withUnsafeBytes(of: hash) { state in #expect(state.allSatisfy { $0 == 0 }) }
    }

    @Test func `secrets are equal by their bytes, and by their length`() {
        #expect(SecretBytes(Self.bytes) == SecretBytes(Self.bytes))
        #expect(SecretBytes(Self.bytes) != SecretBytes(Self.bytes.dropLast()))
        #expect(SecretBytes([]) == SecretBytes([]))
        #expect(SecretBytes(hex: "00ff") == SecretBytes([0, 255]))
        #expect(SecretBytes(hex: "00f") == nil)
        for index in Self.bytes.indices {
            var other = Self.bytes
            other[index] ^= 1
            #expect(SecretBytes(other) != SecretBytes(Self.bytes))
            #expect(!ConstantTime.equal(other, Self.bytes))
        }
        #expect(ConstantTime.equal(Self.bytes, Self.bytes))
        #expect(!ConstantTime.equal(Self.bytes, []))
        #expect(ConstantTime.equal([], []))
    }

    @Test func `a secret is drawn from the source that is given`() {
        let drawn = SecretBytes(count: 40, from: SeededRandom(seed: 18))
        #expect(drawn == SecretBytes(SeededRandom(seed: 18).bytes(40)))
        #expect(SecretBytes(count: 32, from: SystemRandom()) != SecretBytes(count: 32, from: SystemRandom()))
    }
}
