import Ports

/// Title, artist and the like, as iTunes was the first to write them.
enum MP4Tags {
    static func inspect(_ movie: Range<Int64>, _ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let meta = try await MP4Box.child(["udta", "meta"], of: movie, in: file), meta.count > 4 else { return }
        // Four bytes of version stand before its children.
        let children = meta.lowerBound + 4..<meta.upperBound
        guard let list = try await MP4Box.child("ilst", of: children, in: file) else { return }
        var position = list.lowerBound
        var boxes = 0
        while boxes < InspectionLimits.links, let tag = try await MP4Box(file, at: position, end: list.upperBound) {
            if let key = keys[tag.kind], let data = try await MP4Box.child("data", of: tag.content, in: file) {
                let value = try await file.bytes(at: data.lowerBound, upTo: min(data.count, 2048))
                if value.u32(0, .big) == 1 { facts.add(key, TextDecoding.utf8(value[from: 8])) }
            }
            if tag.kind == "covr" { facts.add("cover", true) }
            position = tag.content.upperBound
            boxes += 1
        }
    }

    private static let keys = [
        "\u{a9}nam": "title", "\u{a9}ART": "artist", "\u{a9}alb": "album", "\u{a9}day": "year", "\u{a9}gen": "genre",
        "\u{a9}cmt": "comment", "\u{a9}too": "encoder", "\u{a9}wrt": "composer", "cprt": "copyright",
    ]
}
