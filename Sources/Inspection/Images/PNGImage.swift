import Ports

/// Chunks, each with its length; those that tell something stand before the picture, or right behind it.
struct PNGImage: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        var position: Int64 = 8
        for _ in 0..<InspectionLimits.links {
            guard let head = try await file.bytes(at: position, count: 8), let length = head.u32(0, .big),
                let kind = head.tag(4), kind != "IEND"
            else { return }
            if kind == "eXIf" {
                try await EXIF.inspect(file, at: position + 8, &facts)
            } else if kind != "IDAT" {
                add(kind, try await file.bytes(at: position + 8, upTo: min(length, 1024)), &facts)
            }
            position += 12 + Int64(length)
            // The texts behind a picture that is not in the head are not worth a read for each of its pieces.
            if kind == "IDAT", !file.isWhole, position > ReadBudget.head { return }
        }
    }

    private func add(_ kind: String, _ chunk: Bytes, _ facts: inout Facts) {
        switch kind {
        case "IHDR":
            facts.add("width", chunk.u32(0, .big))
            facts.add("height", chunk.u32(4, .big))
            facts.add("bits_per_channel", chunk.u8(8))
            facts.add("color", chunk.u8(9).flatMap { PNGImage.colors[$0] })
            facts.add("alpha", chunk.u8(9).map { $0 & 4 == 4 })
            facts.add("interlaced", chunk.u8(12).map { $0 == 1 })
        case "acTL":
            facts.add("animated", true)
            facts.add("frames", chunk.u32(0, .big))
        case "pHYs" where chunk.u8(8) == 1:
            facts.add("dpi", chunk.u32(0, .big).map { Int((Double($0) * 0.0254).rounded()) })
        case "iCCP": facts.add("icc_profile", true)
        case "tEXt", "iTXt": addText(chunk, isUTF8: kind == "iTXt", &facts)
        default: break
        }
    }

    private func addText(_ chunk: Bytes, isUTF8: Bool, _ facts: inout Facts) {
        let keyword = TextDecoding.terminated(chunk[from: 0, upTo: 80])
        guard let key = PNGImage.keywords[TextDecoding.latin1(keyword)] else { return }
        var text = chunk[from: keyword.count + 1]
        if isUTF8 {
            // A flag, a method, a language and a translated keyword stand before it.
            guard text.u8(0) == 0 else { return }
            text = text[from: 2]
            text = text[from: TextDecoding.terminated(text).count + 1]
            text = text[from: TextDecoding.terminated(text).count + 1]
        }
        facts.add(key, isUTF8 ? TextDecoding.utf8(text) : TextDecoding.latin1(text))
    }

    private static let colors = [0: "gray", 2: "color", 3: "palette", 4: "gray", 6: "color"]

    private static let keywords = [
        "Title": "title", "Author": "author", "Description": "description", "Copyright": "copyright",
        "Software": "software", "Comment": "comment",
    ]
}
