import Ports

/// What is in the first track of each kind.
struct MP4Tracks {
    private(set) var hasPicture = false
    private(set) var hasSound = false
    private var count = 0
    private var size: (width: Int, height: Int)?
    private var videoCodec: String?
    private var audioCodec: String?
    private var channels: Int?
    private var sampleRate: Int?
    private var isEncrypted = false

    mutating func take(_ track: Range<Int64>, _ file: FileReader) async throws(PortError) {
        count += 1
        guard let media = try await MP4Box.child("mdia", of: track, in: file),
            let handler = try await MP4Box.child("hdlr", of: media, in: file),
            let kind = try await file.bytes(at: handler.lowerBound + 8, count: 4)?.tag(0)
        else { return }
        let samples = try await MP4Box.child(["minf", "stbl", "stsd"], of: media, in: file)
        let entry = samples == nil ? Bytes() : try await file.bytes(at: samples?.lowerBound ?? 0, upTo: 64)
        let codec = entry.tag(12)
        if codec == "encv" || codec == "enca" { isEncrypted = true }
        switch kind {
        case "vide" where !hasPicture:
            hasPicture = true
            videoCodec = codec.map { MP4Tracks.codecs[$0] ?? $0 }
            if let header = try await MP4Box.child("tkhd", of: track, in: file) {
                takeSize(try await file.bytes(at: header.lowerBound, upTo: 96))
            }
        case "soun" where !hasSound:
            hasSound = true
            audioCodec = codec.map { MP4Tracks.codecs[$0] ?? $0 }
            channels = entry.u16(32, .big)
            sampleRate = entry.u16(40, .big)
        default: break
        }
    }

    private mutating func takeSize(_ header: Bytes) {
        let place = header.u8(0) == 1 ? 88 : 76
        if let width = header.u16(place, .big), let height = header.u16(place + 4, .big) { size = (width, height) }
    }

    func tell(_ facts: inout Facts) {
        facts.add("width", size?.width)
        facts.add("height", size?.height)
        facts.add("video_codec", videoCodec)
        facts.add("audio_codec", audioCodec)
        facts.add("sample_rate", sampleRate)
        facts.add("channels", channels)
        facts.count("tracks", count)
        if isEncrypted { facts.add("encrypted", true) }
    }

    private static let codecs = [
        "avc1": "h264", "avc3": "h264", "hvc1": "hevc", "hev1": "hevc", "av01": "av1", "vp09": "vp9", "mp4v": "mpeg4",
        "mp4a": "aac", "ac-3": "ac3", "ec-3": "eac3", "Opus": "opus", "alac": "alac", "fLaC": "flac",
    ]
}
