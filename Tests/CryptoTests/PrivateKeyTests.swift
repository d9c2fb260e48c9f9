import Crypto
import TestKit
import Testing
import Time

@Suite struct PrivateKeyTests {
    static let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")

    @Test(arguments: [
        [UInt8](repeating: 0, count: 32),
        order,
        order.dropLast() + [order[31] + 1],
        [UInt8](repeating: 0xff, count: 32),
        [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 24),
    ])
    func `a number out of range is refused`(number: [UInt8]) {
        #expect(throws: CryptoFailure.privateKeyOutOfRange) { try P256.PrivateKey(SecretBytes(number)) }
    }

    @Test(arguments: [0, 31, 33, 65]) func `a number of another length is refused`(count: Int) {
        #expect(throws: CryptoFailure.wrongLength(of: .privateKey, expected: 32, actual: count)) {
            try P256.PrivateKey(SecretBytes([UInt8](repeating: 1, count: count)))
        }
    }

    @Test func `1 and the order less 1 are keys, of the generator and of its mirror image`() throws {
        let one = try P256.PrivateKey(SecretBytes([UInt8](repeating: 0, count: 31) + [1]))
        let last = try P256.PrivateKey(SecretBytes(Self.order.dropLast() + [Self.order[31] - 1]))
        #expect(one.publicKey.bytes == [4] + PublicKeyTests.x + PublicKeyTests.y)
        #expect(last.publicKey.bytes[1...32] == one.publicKey.bytes[1...32])
        #expect(last.publicKey != one.publicKey)
    }

    @Test func `a draw out of range is drawn again`() throws {
        let key = try P256.PrivateKey(from: ScriptedRandom(.max, .max, .max, .max, 1, 2, 3, 4))
        #expect(key.scalar == SecretBytes(ScriptedRandom(1, 2, 3, 4).bytes(32)))
    }

    @Test(arguments: [0, .max] as [UInt64]) func `a source that is broken makes no key`(word: UInt64) {
        #expect(throws: CryptoFailure.privateKeyOutOfRange) { try P256.PrivateKey(from: ScriptedRandom(word)) }
    }

    @Test func `the same randomness makes the same key, the system's another each time`() throws {
        let one = try P256.PrivateKey(from: SeededRandom(seed: 1))
        let same = try P256.PrivateKey(from: SeededRandom(seed: 1))
        #expect(one.publicKey == same.publicKey)
        let (a, b) = (try P256.PrivateKey(from: SystemRandom()), try P256.PrivateKey(from: SystemRandom()))
        #expect(a.publicKey != b.publicKey)
    }
}
