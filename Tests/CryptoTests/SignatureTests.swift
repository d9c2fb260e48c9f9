import Crypto
import Testing
import Time

@Suite struct SignatureTests {
    @Test(arguments: ECDSAVectors.verifications.indices) func `NIST's signatures are good where NIST says so`(
        index: Int
    ) throws {
        let vector = ECDSAVectors.verifications[index]
        let key = try P256.PublicKey([4] + (try vector.bytes("Qx")) + (try vector.bytes("Qy")))
        let signature = try P256.Signature(der: DER.signature(try vector.bytes("R"), try vector.bytes("S")))
        let isGood = try key.verifies(signature, of: try vector.bytes("Msg"))
        #expect(isGood == vector.text("Result").hasPrefix("P"))
    }

    /// RFC 6979, A.2.5.
    static let published = (
        key: "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
            + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
        scalar: "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
        signatures: [
            (
                message: "sample",
                r: "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
                s: "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
            ),
            (
                message: "test",
                r: "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
                s: "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
            ),
        ]
    )

    @Test func `the RFC's signatures are good for the RFC's messages alone`() throws {
        let key = try P256.PrivateKey(SecretBytes(hex(Self.published.scalar))).publicKey
        #expect(key.hex == Self.published.key)
        for (message, r, s) in Self.published.signatures {
            let signature = try P256.Signature(der: DER.signature(hex(r), hex(s)))
            for other in Self.published.signatures {
                #expect(try key.verifies(signature, of: Array(other.message.utf8)) == (other.message == message))
            }
        }
    }

    @Test func `what a key signs is good, and not for another message or key`() throws {
        let random = SeededRandom(seed: 13)
        for count in 0..<40 {
            let (key, other) = (try P256.PrivateKey(from: random), try P256.PrivateKey(from: random).publicKey)
            let message = random.bytes(count)
            let signature = try key.sign(message)
            #expect(try key.publicKey.verifies(signature, of: message))
            #expect(try key.publicKey.verifies(signature, of: SHA256.digest(of: message)))
            #expect(try !key.publicKey.verifies(signature, of: message + [0]))
            #expect(try !other.verifies(signature, of: message))
            #expect(try P256.Signature(der: signature.der) == signature)
        }
    }

    /// Both halves of the range of `s` are in use: browsers and Node.js sign with either.
    @Test func `the twin of a signature is good too`() throws {
        let (message, r, s) = Self.published.signatures[0]
        let twin = DER.signature(hex(r), DER.difference(PrivateKeyTests.order, hex(s)))
        let key = try P256.PublicKey(hex(Self.published.key))
        #expect(try key.verifies(P256.Signature(der: twin), of: Array(message.utf8)))
    }

    /// `r` and `s` alike: a number that every key and message would satisfy does not exist in range.
    @Test func `small numbers are a form of signature, and good for nothing`() throws {
        let key = try P256.PublicKey(hex(Self.published.key))
        for (r, s) in [(1, 1), (1, 2), (127, 128)] as [(UInt8, UInt8)] {
            let signature = try P256.Signature(der: DER.signature([r], [s]))
            #expect(try !key.verifies(signature, of: [1]))
        }
    }

    @Test func `two signatures of one message differ`() throws {
        let key = try P256.PrivateKey(from: SeededRandom(seed: 14))
        #expect(try key.sign([1]) != key.sign([1]))
    }
}
