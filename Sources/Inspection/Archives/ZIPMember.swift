/// One record of an archive's directory (APPNOTE 4.3.12).
struct ZIPMember {
    let name: String
    let method: Int
    let packedSize: Int64
    let size: Int64
    let offset: Int64
    let isEncrypted: Bool
    let recordLength: Int

    init?(_ directory: Bytes, at start: Int) {
        guard directory.holds("PK\u{1}\u{2}", at: start), let flags = directory.u16(start + 8, .little),
            let method = directory.u16(start + 10, .little), let packed = directory.u32(start + 20, .little),
            let size = directory.u32(start + 24, .little), let nameLength = directory.u16(start + 28, .little),
            let extraLength = directory.u16(start + 30, .little),
            let commentLength = directory.u16(start + 32, .little), let offset = directory.u32(start + 42, .little),
            let name = directory.slice(start + 46, nameLength)
        else { return nil }
        self.name = TextDecoding.guess(name)
        self.method = method
        isEncrypted = flags & 1 == 1
        recordLength = 46 + nameLength + extraLength + commentLength
        var large = LargeSizes(directory[from: start + 46 + nameLength, upTo: extraLength])
        self.size = large.value(instead: size)
        packedSize = large.value(instead: packed)
        self.offset = large.value(instead: offset)
    }

    var isFolder: Bool { name.hasSuffix("/") }
}

/// The numbers of 64 bits that stand in an extra field, in order, for those that are all ones in the record.
private struct LargeSizes {
    private let field: Bytes
    private var position = 0

    init(_ extra: Bytes) {
        var start = 0
        while let tag = extra.u16(start, .little), let length = extra.u16(start + 2, .little) {
            if tag == 1 {
                field = extra[from: start + 4, upTo: length]
                return
            }
            start += 4 + length
        }
        field = Bytes()
    }

    mutating func value(instead small: Int) -> Int64 {
        guard small == 0xffff_ffff, let value = field.u64(position, .little) else { return Int64(small) }
        position += 8
        return Int64(value)
    }
}
