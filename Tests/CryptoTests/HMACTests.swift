import Crypto
import Encoding
import Testing
import Time

@Suite struct HMACTests {
    struct Vector: Sendable {
        let key: [UInt8]
        let message: [UInt8]
        let code: String
    }

    /// RFC 4231, section 4; case 5 truncates its code and is in the test below.
    static let vectors = [
        Vector(
            key: .init(repeating: 0x0b, count: 20),
            message: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        Vector(
            key: Array("Jefe".utf8),
            message: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        Vector(
            key: .init(repeating: 0xaa, count: 20),
            message: .init(repeating: 0xdd, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        Vector(
            key: Array(1...25),
            message: .init(repeating: 0xcd, count: 50),
            code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        Vector(
            key: .init(repeating: 0xaa, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        Vector(
            key: .init(repeating: 0xaa, count: 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8
            ),
            code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ]

    @Test(arguments: vectors) func `the RFC's messages get the RFC's codes`(vector: Vector) {
        #expect(HMACKey(vector.key).authenticate(vector.message).hex == vector.code)
    }

    @Test func `the RFC's truncated code is the start of ours`() {
        let code = HMACKey(.init(repeating: 0x0c, count: 20)).authenticate(Array("Test With Truncation".utf8))
        #expect(Hex.encode(Array(code.bytes.prefix(16))) == "a3b6167473100ee06e0c796c2955552b")
    }

    @Test func `a key that HMAC derived is a key like its bytes`() {
        let derived = HMACKey([1, 2]).authenticate([3])
        #expect(HMACKey(derived).authenticate([4]) == HMACKey(derived.bytes).authenticate([4]))
        #expect(HMACKey([1, 2]).deriveKey([3]).authenticate([4]) == HMACKey(derived).authenticate([4]))
        #expect(HMACKey(SecretBytes(derived.bytes)).authenticate([4]) == HMACKey(derived).authenticate([4]))
    }

    /// RFC 2104's definition, with its own hash of both halves: keys around the size of a block, messages around two.
    @Test func `codes are what the definition says, for keys and messages of any length`() {
        let random = SeededRandom(seed: 2)
        for keyCount in [0, 1, 31, 32, 63, 64, 65, 128, 200] {
            let secret = random.bytes(keyCount)
            let short = keyCount > 64 ? SHA256.digest(of: secret).bytes : secret
            let block = short + [UInt8](repeating: 0, count: 64 - short.count)
            let key = HMACKey(secret)
            for count in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1_000] {
                let message = random.bytes(count)
                let inner = SHA256.digest(of: block.map { $0 ^ 0x36 } + message)
                #expect(key.authenticate(message) == SHA256.digest(of: block.map { $0 ^ 0x5c } + inner.bytes))
            }
        }
    }

    @Test func `another key or another message gets another code`() {
        let code = HMACKey([1]).authenticate([2])
        #expect(HMACKey([1]).authenticate([3]) != code)
        #expect(HMACKey([2]).authenticate([2]) != code)
        // A key that is filled up with zeros is the same key: RFC 2104 has it so.
        #expect(HMACKey([1, 0]).authenticate([2]) == code)
    }
}
