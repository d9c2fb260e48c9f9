import Ports

/// A list of tagged values (TIFF 6.0 section 2), which EXIF is made of too.
struct TIFFDirectory {
    struct Entry {
        let kind: Int
        let count: Int
        let value: Bytes
    }

    let order: ByteOrder
    /// Where the next one is; 0 for the last.
    private(set) var next = 0
    private var entries: [Int: Entry] = [:]

    /// Real ones have some tens.
    private static let longest = 512
    /// Of one value; larger ones are pictures, not facts.
    private static let longestValue = 1024

    /// Nil where there is none.
    ///
    /// Offsets count from `start`, where the eight bytes of the header are.
    init?(_ file: FileReader, start: Int64, at offset: Int, _ order: ByteOrder) async throws(PortError) {
        self.order = order
        let place = start + Int64(offset)
        guard offset >= 8, let count = try await file.bytes(at: place, count: 2)?.u16(0, order), count > 0,
            count <= TIFFDirectory.longest,
            let table = try await file.bytes(at: place + 2, count: count * 12)
        else { return nil }
        next = try await file.bytes(at: place + 2 + Int64(count) * 12, count: 4)?.u32(0, order) ?? 0
        for index in 0..<count {
            guard let tag = table.u16(index * 12, order), let kind = table.u16(index * 12 + 2, order),
                let number = table.u32(index * 12 + 4, order), let width = TIFFDirectory.widths[kind]
            else { continue }
            let size = number * width
            var value = table[from: index * 12 + 8, upTo: min(4, size)]
            if size > 4 {
                guard TIFFDirectory.wanted.contains(tag), size <= TIFFDirectory.longestValue,
                    let place = table.u32(index * 12 + 8, order)
                else { continue }
                value = try await file.bytes(at: start + Int64(place), upTo: size)
            }
            entries[tag] = Entry(kind: kind, count: number, value: value)
        }
    }

    /// The header that is the start of everything: the order of bytes, and where the first directory is.
    static func header(_ bytes: Bytes) -> (order: ByteOrder, first: Int)? {
        let order: ByteOrder? = bytes.holds("II*\u{0}", at: 0) ? .little : bytes.holds("MM\u{0}*", at: 0) ? .big : nil
        guard let order, let first = bytes.u32(4, order) else { return nil }
        return (order, first)
    }

    func int(_ tag: Int, _ index: Int = 0) -> Int? {
        guard let entry = entries[tag] else { return nil }
        return switch entry.kind {
        case 1, 7: entry.value.u8(index)
        case 3: entry.value.u16(index * 2, order)
        case 4, 13: entry.value.u32(index * 4, order)
        default: nil
        }
    }

    func ratio(_ tag: Int, _ index: Int = 0) -> Double? {
        guard let entry = entries[tag], entry.kind == 5 || entry.kind == 10,
            let above = entry.value.u32(index * 8, order), let below = entry.value.u32(index * 8 + 4, order)
        else { return nil }
        guard entry.kind == 10 else { return below == 0 ? nil : Double(above) / Double(below) }
        let signed = (Int32(truncatingIfNeeded: above), Int32(truncatingIfNeeded: below))
        return signed.1 == 0 ? nil : Double(signed.0) / Double(signed.1)
    }

    func text(_ tag: Int) -> String? {
        guard let entry = entries[tag], entry.kind == 2 || entry.kind == 129 else { return nil }
        return TextDecoding.guess(TextDecoding.terminated(entry.value))
    }

    func has(_ tag: Int) -> Bool { entries[tag] != nil }

    private static let widths = [
        1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1,
    ]

    /// Values that lie elsewhere cost a read: only what is told is fetched.
    private static let wanted: Set<Int> = [
        0x102, 0x10e, 0x10f, 0x110, 0x11a, 0x11b, 0x131, 0x132, 0x13b, 0x8298, 0x829a, 0x829d, 0x9003, 0x9004, 0x920a,
        0xa434, 2, 4, 6,
    ]
}
