import Ports

/// WAV and AVI: chunks, each with its length.
struct RIFFMedia: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        var position: Int64 = 12
        var rate = 0
        var size: Int64?
        for _ in 0..<InspectionLimits.links {
            guard let head = try await file.bytes(at: position, count: 8), let kind = head.tag(0),
                let length = head.u32(4, .little)
            else { break }
            switch kind {
            case "fmt ":
                let format = try await file.bytes(at: position + 8, upTo: 40)
                rate = addSound(format, &facts)
            case "data": size = min(Int64(length), file.size - position - 8)
            case "LIST":
                let list = try await file.bytes(at: position + 8, upTo: min(length, 16 << 10))
                if list.holds("INFO", at: 0) { addInfo(list, &facts) }
                if list.holds("hdrl", at: 0) { addPicture(list, &facts) }
                if list.holds("movi", at: 0) { return }
            default: break
            }
            position += 8 + Int64(length + length % 2)
        }
        if let size, rate > 0 { facts.add("duration_s", Double(size) / Double(rate)) }
    }

    /// The bytes of a second.
    private func addSound(_ format: Bytes, _ facts: inout Facts) -> Int {
        guard var kind = format.u16(0, .little), let rate = format.u32(8, .little) else { return 0 }
        // The extensible form has the kind at the beginning of an identifier.
        if kind == 0xfffe { kind = format.u16(24, .little) ?? kind }
        facts.add("audio_codec", RIFFMedia.codecs[kind] ?? "0x" + String(kind, radix: 16))
        facts.add("sample_rate", format.u32(4, .little))
        facts.add("channels", format.u16(2, .little))
        facts.add("bits_per_sample", format.u16(14, .little))
        facts.add("bitrate", rate * 8)
        return rate
    }

    private func addPicture(_ list: Bytes, _ facts: inout Facts) {
        guard let start = list.firstIndex(of: "avih"), let micros = list.u32(start + 8, .little), micros > 0 else {
            return
        }
        let frames = list.u32(start + 24, .little) ?? 0
        facts.add("duration_s", Double(frames) * Double(micros) / 1_000_000)
        facts.add("frame_rate", 1_000_000 / Double(micros))
        facts.add("width", list.u32(start + 40, .little))
        facts.add("height", list.u32(start + 44, .little))
        if let video = list.firstIndex(of: "vids") { facts.add("video_codec", list.tag(video + 4)) }
    }

    private func addInfo(_ list: Bytes, _ facts: inout Facts) {
        var position = 4
        while let tag = list.tag(position), let length = list.u32(position + 4, .little) {
            if let key = RIFFMedia.keys[tag] {
                facts.add(key, TextDecoding.guess(TextDecoding.terminated(list[from: position + 8, upTo: length])))
            }
            position += 8 + length + length % 2
        }
    }

    private static let codecs = [1: "pcm", 2: "adpcm", 3: "float", 6: "alaw", 7: "ulaw", 0x55: "mp3", 0xff: "aac"]

    private static let keys = [
        "INAM": "title", "IART": "artist", "IPRD": "album", "ICMT": "comment", "ICRD": "year", "IGNR": "genre",
        "ICOP": "copyright", "ISFT": "encoder",
    ]
}
