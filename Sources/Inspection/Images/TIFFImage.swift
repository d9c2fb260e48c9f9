import Ports

/// Pages, each a directory that names the next.
struct TIFFImage: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let header = TIFFDirectory.header(file.head),
            let first = try await TIFFDirectory(file, start: 0, at: header.first, header.order)
        else { return }
        facts.add("width", first.int(0x100))
        facts.add("height", first.int(0x101))
        facts.add("bits_per_channel", first.int(0x102))
        facts.add("compression", first.int(0x103).flatMap { TIFFImage.compressions[$0] })
        facts.add("color", first.int(0x106).flatMap { TIFFImage.colors[$0] })
        if first.int(0x128) == 2 { facts.add("dpi", first.ratio(0x11a).map { Int(min($0, 1e9)) }) }
        if first.has(0x8773) { facts.add("icc_profile", true) }
        if let pages = try await pages(after: first, file, header.order) { facts.add("pages", pages) }
        try await EXIF.add(first, file, start: 0, &facts)
    }

    /// Nil where they are more than are worth a look.
    private func pages(
        after first: TIFFDirectory,
        _ file: FileReader,
        _ order: ByteOrder
    ) async throws(PortError) -> Int? {
        var next = first.next
        var pages = 1
        while next != 0 {
            guard pages < InspectionLimits.links,
                let count = try await file.bytes(at: Int64(next), count: 2)?.u16(0, order),
                let link = try await file.bytes(at: Int64(next) + 2 + Int64(count) * 12, count: 4)?.u32(0, order)
            else {
                file.leaveOut()
                return nil
            }
            pages += 1
            next = link
        }
        return pages
    }

    private static let compressions = [
        1: "none", 2: "ccitt", 3: "ccitt-g3", 4: "ccitt-g4", 5: "lzw", 6: "jpeg", 7: "jpeg", 8: "deflate",
        32_773: "packbits", 32_946: "deflate",
    ]

    private static let colors = [0: "gray", 1: "gray", 2: "color", 3: "palette", 5: "cmyk", 6: "color"]
}
