/// The tag before the sound (ID3v2.2 to 2.4), and the one behind it (ID3v1).
struct ID3Tag {
    /// With its header.
    let length: Int
    private var texts: [(key: String, text: String)] = []
    private var hasPicture = false

    /// Real ones have some tens.
    private static let frames = 200

    init?(_ bytes: Bytes) {
        guard bytes.holds("ID3", at: 0), let version = bytes.u8(3), (2...4).contains(version), let flags = bytes.u8(5),
            let size = ID3Tag.sevenBits(bytes, 6)
        else { return nil }
        length = 10 + size + (flags & 0x10 == 0 ? 0 : 10)
        let content = bytes[from: 10, upTo: size]
        var position = 0
        if flags & 0x40 != 0 {
            position = version == 4 ? ID3Tag.sevenBits(content, 0) ?? 0 : (content.u32(0, .big) ?? 0) + 4
        }
        let head = version == 2 ? 6 : 10
        for _ in 0..<ID3Tag.frames {
            guard let name = content.string(position, version == 2 ? 3 : 4), content[position] != 0,
                let size = ID3Tag.frameSize(content, position, version), size > 0
            else { break }
            take(name, content[from: position + head, upTo: min(size, 2048)])
            position += head + size
        }
    }

    private static func frameSize(_ content: Bytes, _ position: Int, _ version: Int) -> Int? {
        switch version {
        case 2: content.number(position + 3, 3, .big).map(Int.init)
        case 3: content.u32(position + 4, .big)
        default: sevenBits(content, position + 4)
        }
    }

    private mutating func take(_ name: String, _ frame: Bytes) {
        if name == "APIC" || name == "PIC" { hasPicture = true }
        guard let key = ID3Tag.keys[name], let encoding = frame.u8(0) else { return }
        let text = frame[from: 1]
        let decoded =
            switch encoding {
            case 1: TextDecoding.utf16(marked: text, otherwise: .little)
            case 2: TextDecoding.utf16(text, .big)
            case 3: TextDecoding.utf8(text)
            default: TextDecoding.guess(text)
            }
        texts.append((key, String(decoded.prefix { $0 != "\u{0}" })))
    }

    func tell(_ facts: inout Facts) {
        for (key, text) in texts where !facts.has(key) { facts.add(key, text) }
        if hasPicture { facts.add("cover", true) }
    }

    static func tellOld(_ tail: Bytes, _ facts: inout Facts) {
        guard let tag = tail.slice(tail.count - 128, 128), tag.holds("TAG", at: 0) else { return }
        for (key, offset, length) in [("title", 3, 30), ("artist", 33, 30), ("album", 63, 30), ("year", 93, 4)] {
            facts.add(key, TextDecoding.guess(TextDecoding.terminated(tag[from: offset, upTo: length])))
        }
    }

    /// Four bytes of seven bits each, so that no byte looks like the beginning of a frame.
    private static func sevenBits(_ bytes: Bytes, _ offset: Int) -> Int? {
        guard let value = bytes.u32(offset, .big), value & 0x8080_8080 == 0 else { return nil }
        return value >> 3 & 0xfe0_0000 | value >> 2 & 0x1f_c000 | value >> 1 & 0x3f80 | value & 0x7f
    }

    private static let keys = [
        "TIT2": "title", "TT2": "title", "TPE1": "artist", "TP1": "artist", "TALB": "album", "TAL": "album",
        "TYER": "year", "TYE": "year", "TDRC": "year", "TCON": "genre", "TCO": "genre", "TRCK": "track", "TRK": "track",
        "TCOP": "copyright", "TSSE": "encoder", "TCOM": "composer",
    ]
}
