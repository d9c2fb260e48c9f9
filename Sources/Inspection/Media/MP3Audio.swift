import Ports

/// Frames of sound, with tags before them or behind them.
struct MP3Audio: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        var start: Int64 = 0
        if let tag = ID3Tag(file.head) {
            tag.tell(&facts)
            start = Int64(tag.length)
        } else {
            let (_, tail) = try await file.tail()
            ID3Tag.tellOld(tail, &facts)
        }
        let sound = try await file.bytes(at: start, upTo: 8 << 10)
        // Some put a few bytes of nothing between the tag and the sound.
        guard
            let offset = (0..<max(1, sound.count - 4)).first(where: { offset in
                MPEGFrame(sound, at: offset)?.isFollowed(in: sound, from: offset) ?? false
            }), let frame = MPEGFrame(sound, at: offset)
        else { return }
        addSound(frame, sound[from: offset], file.size - start - Int64(offset), &facts)
    }

    private func addSound(_ frame: MPEGFrame, _ sound: Bytes, _ size: Int64, _ facts: inout Facts) {
        facts.add("audio_codec", "mp\(frame.layer)")
        facts.add("sample_rate", frame.sampleRate)
        facts.add("channels", frame.channels)
        let samples = Double(MPEGFrame.samples(frame.layer, frame.version))
        if let frames = MP3Audio.frames(frame, sound), frames > 0 {
            let duration = Double(frames) * samples / Double(frame.sampleRate)
            facts.add("duration_s", duration)
            facts.add("bitrate", Int(min(Double(size) * 8 / duration, 1e9)))
        } else {
            facts.add("duration_s", Double(size) * 8 / Double(frame.bitrate))
            facts.add("bitrate", frame.bitrate)
        }
    }

    /// What the first frame says of all of them, where their rate varies.
    private static func frames(_ frame: MPEGFrame, _ sound: Bytes) -> Int? {
        let side = frame.version == 1 ? (frame.channels == 1 ? 17 : 32) : (frame.channels == 1 ? 9 : 17)
        let mark = 4 + side
        if sound.holds("Xing", at: mark) || sound.holds("Info", at: mark),
            sound.u8(mark + 7).map({ $0 & 1 == 1 }) == true
        {
            return sound.u32(mark + 8, .big)
        }
        return sound.holds("VBRI", at: 36) ? sound.u32(36 + 14, .big) : nil
    }
}
