import Ports
import Time

/// Boxes inside boxes (ISO 14496-12): the one that tells everything is before the sound and picture, or behind them.
struct MP4Media: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        if file.head.holds("ftyp", at: 4) { facts.add("brand", file.head.tag(8)) }
        guard let movie = try await MP4Box.child("moov", of: 0..<file.size, in: file) else { return }
        if let header = try await MP4Box.child("mvhd", of: movie, in: file) {
            addHeader(try await file.bytes(at: header.lowerBound, upTo: 32), &facts)
        }
        var tracks = MP4Tracks()
        var position = movie.lowerBound
        var boxes = 0
        while let box = try await MP4Box(file, at: position, end: movie.upperBound), boxes < InspectionLimits.links {
            if box.kind == "trak" { try await tracks.take(box.content, file) }
            position = box.content.upperBound
            boxes += 1
        }
        tracks.tell(&facts)
        try await MP4Tags.inspect(movie, file, &facts)
        if facts.mediaType == "video/mp4", !tracks.hasPicture, tracks.hasSound { facts.mediaType = "audio/mp4" }
    }

    private func addHeader(_ header: Bytes, _ facts: inout Facts) {
        let isLarge = header.u8(0) == 1
        let scale = header.u32(isLarge ? 20 : 12, .big) ?? 0
        let length = isLarge ? header.u64(24, .big) : header.u32(16, .big)
        if scale > 0, let length, length != 0xffff_ffff { facts.add("duration_s", Double(length) / Double(scale)) }
        // Seconds since 1904; zero is not known.
        let created = (isLarge ? header.u64(4, .big) : header.u32(4, .big)) ?? 0
        if created > 2_082_844_800, created < 1 << 40 {
            facts.add("created", Instant(secondsSinceEpoch: Int64(created) - 2_082_844_800))
        }
    }
}

/// One box: its name, and where its content lies in the file.
struct MP4Box {
    let kind: String
    let content: Range<Int64>

    init?(_ file: FileReader, at position: Int64, end: Int64) async throws(PortError) {
        guard position < end, let head = try await file.bytes(at: position, count: 8), let kind = head.tag(4),
            var size = head.u32(0, .big)
        else { return nil }
        var header: Int64 = 8
        if size == 1 {
            guard let large = try await file.bytes(at: position + 8, count: 8)?.u64(0, .big) else { return nil }
            (size, header) = (large, 16)
        }
        // None is the rest of the file.
        let length = size == 0 ? end - position : Int64(size)
        guard length >= header, length <= end - position else { return nil }
        self.kind = kind
        content = position + header..<position + length
    }

    /// The first child of a name, where there is one.
    static func child(
        _ kind: String,
        of parent: Range<Int64>,
        in file: FileReader
    ) async throws(PortError) -> Range<Int64>? {
        var position = parent.lowerBound
        var boxes = 0
        while boxes < InspectionLimits.links, let box = try await MP4Box(file, at: position, end: parent.upperBound) {
            if box.kind == kind { return box.content }
            position = box.content.upperBound
            boxes += 1
        }
        return nil
    }

    /// A child of a child, and so on.
    static func child(
        _ path: [String],
        of parent: Range<Int64>,
        in file: FileReader
    ) async throws(PortError) -> Range<Int64>? {
        var content = parent
        for kind in path {
            guard let next = try await child(kind, of: content, in: file) else { return nil }
            content = next
        }
        return content
    }
}
