import Crypto
import Domain
import Engines
import Ports
import Testing

@Suite struct EICARTests {
    private static let blanks = Array(repeating: UInt8(ascii: " "), count: 61)

    /// By EICAR's definition: what follows the 68 bytes, and whether it is still the test file.
    @Test(arguments: [
        ([UInt8](), true), ([0x0D, 0x0A], true), ([0x20, 0x09, 0x0A, 0x0D, 0x1A], true),
        (Array(blanks.dropLast()), true),
        (blanks, false), ([0x00], false), (Array("x".utf8), false), ([0x0C], false),
        (Array(repeating: 0x0A, count: 4_000), false),
    ]) func `the test file is the 68 bytes and blanks, up to 128 bytes in all`(tail: [UInt8], isFound: Bool)
        async throws
    {
        let verdict = try await EICARScanner().scan(OwnContent(EICARFile.signature + tail))
        #expect(verdict.category == (isFound ? .malicious : .undetected))
        #expect(verdict.text == (isFound ? "EICAR-Test-File" : ""))
        #expect(verdict.identity == EICARScanner.identity)
    }

    @Test(arguments: [
        [], Array(" ".utf8) + EICARFile.signature, EICARFile.signature.dropLast(), EICARFile.signature.reversed(),
    ])
    func `anything else is undetected`(bytes: [UInt8]) async throws {
        #expect(try await EICARScanner().scan(OwnContent(bytes)).category == .undetected)
    }

    @Test func `the signature is the one that EICAR published`() {
        #expect(EICARFile.signature.count == 68)
        let published = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"
        #expect("\(SHA256.digest(of: EICARFile.signature))" == published)
    }
}
