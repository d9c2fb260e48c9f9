import Testing

@testable import Time

@Suite struct SHA1Tests {
    /// The messages of FIPS 180 and of RFC 3174 7.3.
    @Test(arguments: [
        ("", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        ("a", 1_000_000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
        ("0123456701234567", 40, "dea356a2cddd90c7a7ecedc5ebb563934f460452"),
    ])
    func `the published messages have their digests`(text: String, times: Int, digest: String) {
        let message = Array(repeating: Array(text.utf8), count: times).flatMap { $0 }
        #expect(hex(SHA1.digest(of: message)) == digest)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
