import Ports

/// Segments, each with its length, up to the picture itself.
struct JPEGImage: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        var position: Int64 = 2
        var photo: Int64?
        // Pictures have some ten, and some more where a colour profile is split.
        for _ in 0..<200 {
            guard let head = try await file.bytes(at: position, count: 4), head[0] == 0xff, let marker = head.u8(1),
                let length = head.u16(2, .big), length >= 2
            else { break }
            if marker == 0xda || marker == 0xd9 { break }
            let content = try await file.bytes(at: position + 4, upTo: min(length - 2, 256))
            switch marker {
            case 0xe1 where content.holds("Exif\u{0}\u{0}", at: 0): photo = photo ?? position + 10
            case 0xc0...0xcf where ![0xc4, 0xc8, 0xcc].contains(marker):
                addFrame(content, isProgressive: marker & 3 == 2, &facts)
            default: add(marker, content, &facts)
            }
            position += 2 + Int64(length)
        }
        if let photo { try await EXIF.inspect(file, at: photo, &facts) }
    }

    private func addFrame(_ frame: Bytes, isProgressive: Bool, _ facts: inout Facts) {
        facts.add("width", frame.u16(3, .big))
        facts.add("height", frame.u16(1, .big))
        facts.add("bits_per_channel", frame.u8(0))
        facts.add("color", frame.u8(5).flatMap { [1: "gray", 3: "color", 4: "cmyk"][$0] })
        facts.add("progressive", isProgressive)
    }

    private func add(_ marker: Int, _ content: Bytes, _ facts: inout Facts) {
        switch marker {
        case 0xe0 where content.holds("JFIF\u{0}", at: 0) && content.u8(7) == 1: facts.add("dpi", content.u16(8, .big))
        case 0xe1 where content.holds("http://ns.adobe.com/xap/", at: 0): facts.add("xmp", true)
        case 0xe2 where content.holds("ICC_PROFILE\u{0}", at: 0): facts.add("icc_profile", true)
        case 0xfe: facts.add("comment", TextDecoding.guess(content))
        default: break
        }
    }
}
