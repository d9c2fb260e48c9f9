import Crypto

/// A file of gzip (RFC 1952) with one member, as clients send one.
enum Gzip {
    static func bytes(of file: [UInt8], atMost limit: Int) throws(InflationFault) -> [UInt8] {
        guard file.count >= 18 else { throw .endsEarly }
        guard file.starts(with: [0x1F, 0x8B, 8]), file[3] & 0xE0 == 0 else { throw .malformed }
        let flags = file[3]
        var place = 10
        if flags & 4 != 0 { place += 2 + Int(file[10]) + Int(file[11]) << 8 }
        for flag in [8, 16] as [UInt8] where flags & flag != 0 {
            // A name, or a comment, to its zero.
            guard place < file.count, let end = file[place...].firstIndex(of: 0) else { throw .endsEarly }
            place = end + 1
        }
        if flags & 2 != 0 { place += 2 }
        guard place < file.count else { throw .endsEarly }
        let (bytes, end) = try Inflation.bytes(of: file[place...], atMost: limit)
        guard file.count - end == 8 else { throw file.count - end < 8 ? .endsEarly : .malformed }
        let sum = file[end..<(end + 4)].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let count = file[(end + 4)...].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard sum == CRC32.checksum(of: bytes), count == UInt32(truncatingIfNeeded: bytes.count) else {
            throw .malformed
        }
        return bytes
    }
}
