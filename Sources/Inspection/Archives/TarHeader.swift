/// The record of 512 bytes before each member of a tape archive (POSIX ustar, and GNU's way of large numbers).
struct TarHeader {
    let name: String
    let size: Int64
    let kind: UInt8
    let modified: Int64

    static let length = 512

    /// Nil where the sum of its bytes is not what it says.
    init?(_ bytes: Bytes) {
        guard let header = bytes.slice(0, TarHeader.length), let sum = TarHeader.number(header, 148, 8), sum > 0 else {
            return nil
        }
        var total: Int64 = 8 * 0x20
        for (index, byte) in header.enumerated() where !(148..<156).contains(index) { total += Int64(byte) }
        guard total == sum, let size = TarHeader.number(header, 124, 12), let kind = header[156] else { return nil }
        self.size = size
        self.kind = kind
        modified = TarHeader.number(header, 136, 12) ?? 0
        let own = TextDecoding.guess(TextDecoding.terminated(header[from: 0, upTo: 100]))
        let prefix =
            header.holds("ustar\u{0}", at: 257)
            ? TextDecoding.guess(TextDecoding.terminated(header[from: 345, upTo: 155])) : ""
        name = prefix.isEmpty ? own : prefix + "/" + own
    }

    /// Whether it speaks of the member that follows, and is none itself.
    var isRemark: Bool { [UInt8(ascii: "x"), UInt8(ascii: "g"), UInt8(ascii: "L"), UInt8(ascii: "K")].contains(kind) }

    var isFolder: Bool { kind == UInt8(ascii: "5") }

    /// Octal digits, or where the first bit is set a number of all the other bits.
    private static func number(_ header: Bytes, _ offset: Int, _ length: Int) -> Int64? {
        guard let first = header[offset] else { return nil }
        if first == 0x80 { return header.number(offset + length - 8, 8, .big).flatMap(Int64.init(exactly:)) }
        var value: Int64 = 0
        for byte in header[from: offset, upTo: length] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "7"): value = value << 3 | Int64(byte & 7)
            case 0x20, 0x00: if value > 0 { return value }
            default: return nil
            }
        }
        return value
    }
}
