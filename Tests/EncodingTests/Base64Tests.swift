import Encoding
import Testing

@Suite struct Base64Tests {
    /// RFC 4648, section 10.
    static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test(arguments: vectors) func `the RFC's examples are encoded`(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
    }

    @Test(arguments: vectors) func `the RFC's examples are decoded`(plain: String, text: String) {
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zg==Zg==", "====", "Zm-_", "é==="])
    func `anything but the one canonical encoding is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `every byte survives in every position`() {
        for byte in UInt8.min...UInt8.max {
            for bytes in [[byte], [0, byte], [0, 0, byte], [255, byte, 255, byte]] {
                #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            }
        }
    }
}
