/// Reads the texts that are inside files, in whichever encoding; bytes that are none are replaced.
enum TextDecoding {
    static func utf8(_ bytes: Bytes) -> String { String(decoding: bytes.array, as: UTF8.self) }

    /// ISO 8859-1, which has a character for every byte.
    static func latin1(_ bytes: Bytes) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
        return String(scalars)
    }

    static func utf16(_ bytes: Bytes, _ order: ByteOrder) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for offset in stride(from: 0, to: bytes.count - 1, by: 2) {
            units.append(UInt16(truncatingIfNeeded: bytes.u16(offset, order) ?? 0))
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// With a byte order mark, or in the order that is usual.
    static func utf16(marked bytes: Bytes, otherwise order: ByteOrder) -> String {
        if bytes.holds([0xff, 0xfe], at: 0) { return utf16(bytes[from: 2], .little) }
        if bytes.holds([0xfe, 0xff], at: 0) { return utf16(bytes[from: 2], .big) }
        return utf16(bytes, order)
    }

    /// UTF-8 where it is that, else ISO 8859-1: what old programs wrote without saying.
    static func guess(_ bytes: Bytes) -> String {
        String(validating: bytes.array, as: UTF8.self) ?? latin1(bytes)
    }

    /// What stands before the first zero byte.
    static func terminated(_ bytes: Bytes) -> Bytes {
        for (index, byte) in bytes.enumerated() where byte == 0 { return bytes[from: 0, upTo: index] }
        return bytes
    }
}

extension Bytes {
    /// A tag of four letters, such as RIFF and MP4 name their parts with.
    func tag(_ offset: Int) -> String? { slice(offset, 4).map(TextDecoding.latin1) }

    func string(_ offset: Int, _ length: Int) -> String? { slice(offset, length).map(TextDecoding.guess) }
}
