import Crypto
import Encoding
import Testing

/// MD5, SHA-1 and CRC-32C, which S3 asks for.
struct OlderHashTests {
    /// RFC 1321, A.5, and FIPS 180-4's examples.
    @Test(arguments: [
        ("", "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "900150983cd24fb0d6963f7d28e17f72", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("message digest", "f96b697d7cb7938d525a2f31aaf161d0", "c12252ceda8be8994d5fa0290a47231c1d16aae3"),
    ])
    func `the published digests come out`(text: String, md5: String, sha1: String) {
        #expect(Hex.encode(MD5.digest(of: Array(text.utf8))) == md5)
        #expect(Hex.encode(SHA1.digest(of: Array(text.utf8))) == sha1)
    }

    @Test func `pieces sum as the whole does, and a copy goes on by itself`() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        var (md5, sha1) = (MD5(), SHA1())
        for byte in bytes {
            md5.update([byte])
            sha1.update([byte])
        }
        let before = md5
        md5.update([1])
        #expect(before.finish() == MD5.digest(of: bytes) && md5.finish() != before.finish())
        #expect(sha1.finish() == SHA1.digest(of: bytes))
    }

    /// RFC 3720, B.4.
    @Test func `the examples of iSCSI come out`() {
        #expect(CRC32C.checksum(of: [UInt8](repeating: 0, count: 32)) == 0x8a91_36aa)
        #expect(CRC32C.checksum(of: [UInt8](repeating: 0xff, count: 32)) == 0x62a8_ab43)
        #expect(CRC32C.checksum(of: (0..<32).map { UInt8($0) }) == 0x46dd_794e)
    }

    @Test func `sums that were reckoned elsewhere join`() {
        let (one, two) = (Array("hello ".utf8), Array("world".utf8))
        var short = CRC32(value: CRC32.checksum(of: one), count: one.count)
        short.append(CRC32(value: CRC32.checksum(of: two), count: two.count))
        #expect(short.value == CRC32.checksum(of: one + two) && short.count == 11)
        var castagnoli = CRC32C(value: CRC32C.checksum(of: one), count: one.count)
        castagnoli.append(CRC32C(value: CRC32C.checksum(of: two), count: two.count))
        #expect(castagnoli.value == CRC32C.checksum(of: one + two))
        var long = CRC64NVME(value: CRC64NVME.checksum(of: one), count: one.count)
        long.append(CRC64NVME(value: CRC64NVME.checksum(of: two), count: two.count))
        #expect(long.value == CRC64NVME.checksum(of: one + two))
    }
}
