import Crypto
import Testing
import Time

@Suite struct PublicKeyTests {
    @Test(arguments: KeyVectors.publicKeys.indices) func `NIST's keys are read where NIST says so`(index: Int) throws {
        let vector = KeyVectors.publicKeys[index]
        let bytes = [4] + (try vector.bytes("Qx")) + (try vector.bytes("Qy"))
        if vector.text("Result").hasPrefix("P") {
            #expect(try P256.PublicKey(bytes).bytes == bytes)
        } else {
            #expect(throws: CryptoFailure.self) { try P256.PublicKey(bytes) }
        }
    }

    @Test(arguments: KeyVectors.pairs.indices) func `NIST's numbers have NIST's points`(index: Int) throws {
        let vector = KeyVectors.pairs[index]
        let key = try P256.PrivateKey(SecretBytes(try vector.bytes("d")))
        #expect(key.publicKey.bytes == [4] + (try vector.bytes("Qx")) + (try vector.bytes("Qy")))
    }

    /// The generator of the group (SP 800-186 3.2.1.3).
    static let x = hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296")
    static let y = hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
    static let prime = hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
    static let zeros = [UInt8](repeating: 0, count: 32)

    @Test func `the generator is a key`() throws {
        #expect(try P256.PublicKey([4] + Self.x + Self.y).hex.hasPrefix("046b17d1f2"))
    }

    @Test(arguments: [
        [], [0], [0x02] + x, [0x03] + x, [4] + x, [4] + x + y.dropLast(), [4] + x + y + [0], x + y, zeros + zeros,
    ])
    func `a compressed point, the one at infinity and other lengths are refused`(bytes: [UInt8]) {
        #expect(throws: CryptoFailure.wrongLength(of: .publicKey, expected: 65, actual: bytes.count)) {
            try P256.PublicKey(bytes)
        }
    }

    /// 06 and 07 are X9.63's hybrid form, which holds the same coordinates and which OpenSSL reads.
    @Test(arguments: [0, 1, 2, 3, 5, 6, 7, 0x30, 0xff] as [UInt8])
    func `65 bytes that do not begin with 04 are refused`(first: UInt8) {
        #expect(throws: CryptoFailure.notUncompressed(firstByte: first)) {
            try P256.PublicKey([first] + Self.x + Self.y)
        }
    }

    @Test(arguments: [
        zeros + zeros,
        x + zeros,
        zeros + y,
        y + x,
        x + x,
        prime + y,
        x + prime,
        [UInt8](repeating: 0xff, count: 64),
        // The generator with a coordinate that is the same modulo the prime is out of range, or not as wide.
        x + y.dropLast() + [y[31] ^ 1],
        [x[0] ^ 0x80] + x.dropFirst() + y,
    ])
    func `a point beside the curve is refused`(coordinates: [UInt8]) {
        #expect(throws: CryptoFailure.notOnCurve) { try P256.PublicKey([4] + coordinates) }
    }

    /// (0, √b) is on the curve; with the prime in place of 0 it would be the same point in another spelling.
    @Test func `a coordinate that is not below the prime is refused`() throws {
        let root = hex("66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4")
        #expect(try P256.PublicKey([4] + Self.zeros + root).bytes.count == 65)
        #expect(throws: CryptoFailure.notOnCurve) { try P256.PublicKey([4] + Self.prime + root) }
    }

    @Test(arguments: ["0", "0x04", " 04", "zz"]) func `a text that is not hexadecimal is no key`(text: String) {
        #expect(throws: CryptoFailure.notHexadecimal(.publicKey)) { try P256.PublicKey(hex: text) }
    }

    @Test func `random bytes are no key`() {
        let random = SeededRandom(seed: 7)
        for _ in 0..<200 {
            #expect(throws: CryptoFailure.notOnCurve) { try P256.PublicKey([4] + random.bytes(64)) }
        }
    }

    @Test func `a key is its bytes`() throws {
        let key = try P256.PrivateKey(from: SeededRandom(seed: 8)).publicKey
        let again = try P256.PublicKey(key.bytes)
        #expect(again == key)
        #expect(Set([key, again, try P256.PrivateKey(from: SeededRandom(seed: 9)).publicKey]).count == 2)
        #expect("\(key)" == key.hex)
        #expect(try P256.PublicKey(hex: key.hex.uppercased()) == key)
    }
}
