/// Only which generation it is, and whether even its names are encrypted.
struct RARArchive: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) {
        let isFifth = file.head.u8(6) == 1
        facts.add("format_version", isFifth ? "5" : "4")
        if isFifth {
            // After the signature of eight bytes: a checksum, a size of one to three bytes, then the kind.
            var position = 12
            while let byte = file.head[position], byte & 0x80 != 0, position < 15 { position += 1 }
            if file.head.u8(position + 1) == 4 { facts.add("encrypted", true) }
        } else if let flags = file.head.u16(10, .little), flags & 0x80 != 0 {
            facts.add("encrypted", true)
        }
    }
}
