import Encoding
import Testing

@Suite struct HexTests {
    @Test func `bytes are written in lower case`() {
        #expect(Hex.encode([0x00, 0x09, 0x0a, 0x9f, 0xa0, 0xff]) == "00090a9fa0ff")
        #expect(Hex.encode([]) == "")
    }

    @Test(arguments: ["deadbeef", "DEADBEEF", "dEaDbEeF"])
    func `either case is read`(text: String) {
        #expect(Hex.decode(text) == [0xde, 0xad, 0xbe, 0xef])
    }

    @Test(arguments: ["0", "0x00", "00 ", "0 0", "g0", "0:", "0/", "0@", "0`", "0G", "00\n", "é", "-1", "+1"])
    func `anything but pairs of digits is refused`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func `every byte survives`() {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    }
}
