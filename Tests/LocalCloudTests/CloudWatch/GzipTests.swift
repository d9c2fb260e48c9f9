import Encoding
import Testing

@testable import LocalCloud

struct GzipTests {
    /// Written by zlib.
    @Test(arguments: [
        // What is stored.
        (
            "1f8b08000000000000ff011c00e3ff7b224d65747269634e616d65223a226e222c2256616c7565223a317da5fd44"
                + "351c000000",
            #"{"MetricName":"n","Value":1}"#
        ),
        // Codes that are fixed.
        (
            "1f8b08000000000000ffab56f24d2d29ca4cf64bcc4d55b252ca53d2510a4bcc2905b20d6b01a5fd44351c000000",
            #"{"MetricName":"n","Value":1}"#
        ),
        // Nothing at all.
        (
            "1f8b08000000000000ff03000000000000000000",
            #""#
        ),
        // A name, a comment, a field and a sum of the head.
        (
            "1f8b081e0000000000ff03006162636e616d6500636f6d6d656e74000000ab56f24d2d29ca4cf64bcc4d55b252ca"
                + "53d2510a4bcc2905b20d6b01a5fd44351c000000",
            #"{"MetricName":"n","Value":1}"#
        ),
    ])
    func `what zlib packs is unpacked`(hex: String, text: String) throws {
        let file = try #require(Hex.decode(hex))
        #expect(String(decoding: try Gzip.bytes(of: file, atMost: 1_000), as: UTF8.self) == text)
    }

    /// Codes of its own, and what runs into itself.
    private static let packed = [
        "1f8b08000000000000ff8d94b10ec2300c44ff257387d84ed284951936d81162a84441426542fc3bdd722024dfd8",
        "ea6a5deff9fc0abbcbf298cefbd37c099b30c73084e3e9fa5c1fe2100eb76959df6eefcfdb12dec3eb472c5d2cae",
        "58bb38b962ebe2e68a13d828ae3a77b566575dbadafcd923fca3efbb7675f123695d5dfdb405404a2450224b25e6",
        "034e49be7b3184e4672308b5f9c90b6225b84ac13520e6035aad847f806b4ae4d370d1883601df44f055e09b1231",
        "1feb5a7dff0a7cb3faf928f0cda39fbf02df42f055e05b98f9c07764fc03df91c907eb4be46fc0b7117c0df83662",
        "7f0cfb1b8905352c70241a60d860212a66194f10c1d80a7e401c0903c862c415b2fa75e5889400b3e43f77f403e0",
        "23a34d70070000",
    ].joined()

    @Test func `a text with codes of its own is unpacked`() throws {
        let file = try #require(Hex.decode(Self.packed))
        let text = (0..<40).map { #"{"MetricName":"m\#($0)","Value":\#($0 * $0),"Unit":"Count"},"# }.joined()
        #expect(String(decoding: try Gzip.bytes(of: file, atMost: 10_000), as: UTF8.self) == text)
        #expect(throws: InflationFault.tooLong(limit: 1_000)) { try Gzip.bytes(of: file, atMost: 1_000) }
    }

    @Test func `what is cut off or changed anywhere is refused, and nothing worse`() throws {
        let file = try #require(Hex.decode(Self.packed))
        for count in file.indices {
            #expect(throws: InflationFault.self) { try Gzip.bytes(of: Array(file.prefix(count)), atMost: 10_000) }
        }
        for place in file.indices.dropFirst(10) {
            var other = file
            other[place] ^= 0x55
            #expect(throws: InflationFault.self) { try Gzip.bytes(of: other, atMost: 10_000) }
        }
        #expect(throws: InflationFault.self) { try Gzip.bytes(of: file + [0], atMost: 10_000) }
    }

    @Test func `what is far longer than it looks is given up at the limit`() throws {
        let zeros = [
            "1f8b08000000000000ffedc13101000000c2a0f54f6d0d0fa0000000000000000000000000000000000000000000",
            "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
            "00000000000000000000000000000000000000000000000000000000008057037d9511d4a0860100",
        ].joined()
        let file = try #require(Hex.decode(zeros))
        #expect(try Gzip.bytes(of: file, atMost: 100_000) == [UInt8](repeating: 0, count: 100_000))
        #expect(throws: InflationFault.tooLong(limit: 99_999)) { try Gzip.bytes(of: file, atMost: 99_999) }
    }
}
