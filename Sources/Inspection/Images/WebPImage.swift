import Ports

/// A RIFF file with one picture, or several.
struct WebPImage: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        var position: Int64 = 12
        var frames = 0
        for _ in 0..<InspectionLimits.links {
            guard let head = try await file.bytes(at: position, count: 8), let length = head.u32(4, .little),
                let kind = head.tag(0)
            else { break }
            let content = try await file.bytes(at: position + 8, upTo: min(length, 32))
            if kind == "EXIF" {
                // Some put the mark of JPEG before it.
                let skip: Int64 = content.holds("Exif\u{0}\u{0}", at: 0) ? 6 : 0
                try await EXIF.inspect(file, at: position + 8 + skip, &facts)
            }
            if kind == "ANMF" { frames += 1 }
            add(kind, content, &facts)
            position += 8 + Int64(length + length % 2)
        }
        if frames > 0, position >= file.size { facts.add("frames", frames) }
    }

    private func add(_ kind: String, _ content: Bytes, _ facts: inout Facts) {
        switch kind {
        case "VP8X":
            guard let flags = content.u8(0) else { return }
            facts.add("width", content.number(4, 3, .little).map { Int($0) + 1 })
            facts.add("height", content.number(7, 3, .little).map { Int($0) + 1 })
            facts.add("animated", flags & 0x02 != 0)
            facts.add("alpha", flags & 0x10 != 0)
            if flags & 0x20 != 0 { facts.add("icc_profile", true) }
            if flags & 0x04 != 0 { facts.add("xmp", true) }
        case "VP8 " where !facts.has("width") && content.holds([0x9d, 0x01, 0x2a], at: 3):
            facts.add("width", content.u16(6, .little).map { $0 & 0x3fff })
            facts.add("height", content.u16(8, .little).map { $0 & 0x3fff })
        case "VP8L" where !facts.has("width") && content.u8(0) == 0x2f:
            guard let bits = content.u32(1, .little) else { return }
            facts.add("width", bits & 0x3fff + 1)
            facts.add("height", bits >> 14 & 0x3fff + 1)
            facts.add("alpha", bits >> 28 & 1 == 1)
            facts.add("lossless", true)
        default: break
        }
    }
}
