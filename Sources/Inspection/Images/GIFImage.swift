/// Blocks, as far as they are in the head.
struct GIFImage: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) {
        let bytes = file.head
        guard let flags = bytes.u8(10) else { return }
        facts.add("width", bytes.u16(6, .little))
        facts.add("height", bytes.u16(8, .little))
        var walk = Walk(position: 13 + (flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1)))
        while walk.step(bytes) {}
        facts.add("animated", walk.frames > 1 || walk.loops)
        // What ends before the end is only known to be more than one.
        if walk.isComplete { facts.add("frames", walk.frames) }
        facts.add("comment", walk.comment)
    }

    private struct Walk {
        var position: Int
        var frames = 0
        var loops = false
        var isComplete = false
        var comment: String?

        /// One block further; false at the end.
        mutating func step(_ bytes: Bytes) -> Bool {
            switch bytes[position] {
            case 0x21:
                if bytes.holds("NETSCAPE2.0", at: position + 3) { loops = true }
                if bytes[position + 1] == 0xfe, let length = bytes.u8(position + 2) {
                    comment = bytes.slice(position + 3, length).map(TextDecoding.guess)
                }
                position += 2
            case 0x2c:
                guard let flags = bytes.u8(position + 9) else { return false }
                frames += 1
                position += 11 + (flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1))
            default:
                isComplete = bytes[position] == 0x3b
                return false
            }
            while let length = bytes.u8(position), length > 0 { position += 1 + length }
            position += 1
            return true
        }
    }
}
