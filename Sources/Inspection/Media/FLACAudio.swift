import Ports

/// Blocks before the sound; the first tells the sound, another holds the tags.
struct FLACAudio: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        var position: Int64 = 4
        for _ in 0..<InspectionLimits.links {
            guard let head = try await file.bytes(at: position, count: 4), let kind = head.u8(0),
                let length = head.number(1, 3, .big).map(Int.init)
            else { return }
            if kind & 0x7f == 0 { addSound(try await file.bytes(at: position + 4, upTo: min(length, 34)), &facts) }
            if kind & 0x7f == 4 { addTags(try await file.bytes(at: position + 4, upTo: min(length, 32 << 10)), &facts) }
            if kind & 0x7f == 6 { facts.add("cover", true) }
            if kind & 0x80 != 0 { return }
            position += 4 + Int64(length)
        }
    }

    private func addSound(_ block: Bytes, _ facts: inout Facts) {
        guard let packed = block.number(10, 8, .big) else { return }
        let rate = Int(packed >> 44)
        facts.add("audio_codec", "flac")
        facts.add("sample_rate", rate)
        facts.add("channels", Int(packed >> 41 & 7) + 1)
        facts.add("bits_per_sample", Int(packed >> 36 & 31) + 1)
        let samples = Int(packed & 0xf_ffff_ffff)
        if rate > 0, samples > 0 { facts.add("duration_s", Double(samples) / Double(rate)) }
    }

    private func addTags(_ block: Bytes, _ facts: inout Facts) {
        guard let vendor = block.u32(0, .little), let count = block.u32(4 + vendor, .little) else { return }
        var position = 8 + vendor
        for _ in 0..<min(count, InspectionLimits.list) {
            guard let length = block.u32(position, .little), let tag = block.string(position + 4, length) else {
                return
            }
            position += 4 + length
            let parts = tag.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let key = FLACAudio.keys[parts[0].uppercased()] else { continue }
            facts.add(key, parts[1])
        }
    }

    private static let keys = [
        "TITLE": "title", "ARTIST": "artist", "ALBUM": "album", "DATE": "year", "GENRE": "genre",
        "TRACKNUMBER": "track", "COPYRIGHT": "copyright", "COMPOSER": "composer",
    ]
}
