import Crypto
import Testing
import Time

@Suite struct SHA256Tests {
    /// FIPS 180-4's examples and, for the empty message and the million, those that NIST publishes beside them.
    static let vectors: [(message: String, digest: String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: vectors.indices) func `NIST's messages get NIST's digests`(index: Int) {
        let (message, digest) = Self.vectors[index]
        #expect(SHA256.digest(of: Array(message.utf8)).hex == digest)
    }

    @Test func `pieces of any size give the digest of the whole`() {
        let random = SeededRandom(seed: 1)
        var generator = random.generator
        for _ in 0..<200 {
            let message = random.bytes(Int.random(in: 0..<300, using: &generator))
            var hash = SHA256()
            var rest = message[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 0..<80, using: &generator))
                hash.update(Array(piece))
                rest = rest.dropFirst(piece.count)
            }
            #expect(hash.finish() == SHA256.digest(of: message))
        }
    }

    @Test func `a finished hash goes on, and so does its copy`() {
        var hash = SHA256()
        hash.update(Array("ab".utf8))
        #expect(hash.finish() == SHA256.digest(of: Array("ab".utf8)))
        var copy = hash
        copy.update(Array("x".utf8))
        hash.update(Array("c".utf8))
        #expect(hash.finish() == SHA256.digest(of: Array("abc".utf8)))
        #expect(copy.finish() == SHA256.digest(of: Array("abx".utf8)))
    }
}

@Suite struct SHA256DigestTests {
    static let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff"

    @Test func `a digest is read from its digits in either case`() throws {
        let digest = try #require(SHA256Digest(hex: Self.hex))
        #expect(digest.bytes == Array(0...30) + [0xff])
        #expect(SHA256Digest(hex: Self.hex.uppercased()) == digest)
        #expect(SHA256Digest(digest.bytes) == digest)
        #expect("\(digest)" == Self.hex)
    }

    @Test(arguments: ["", "00", String(hex.dropLast()), String(hex.dropLast(2)), hex + "00", "0x" + hex.dropLast(2)])
    func `a text of another length or with other characters is no digest`(text: String) {
        #expect(SHA256Digest(hex: text) == nil)
    }

    @Test(arguments: [0, 31, 33]) func `another number of bytes is no digest`(count: Int) {
        #expect(SHA256Digest([UInt8](repeating: 0, count: count)) == nil)
    }

    @Test(arguments: 0..<32) func `a difference in any byte is a difference`(index: Int) throws {
        var bytes = [UInt8](repeating: 0x5a, count: 32)
        let digest = try #require(SHA256Digest(bytes))
        bytes[index] ^= 0x80
        let other = try #require(SHA256Digest(bytes))
        #expect(digest != other)
        #expect(Set([digest, other, digest]).count == 2)
    }
}
