/// The header of four bytes that every frame of MPEG audio begins with (ISO 11172-3 2.4.1.3).
struct MPEGFrame {
    let version: Int
    let layer: Int
    let bitrate: Int
    let sampleRate: Int
    let channels: Int
    let length: Int

    init?(_ bytes: Bytes, at offset: Int = 0) {
        guard let word = bytes.u32(offset, .big), word >> 21 & 0x7ff == 0x7ff else { return nil }
        let generation = word >> 19 & 3
        let layer = 4 - (word >> 17 & 3)
        guard generation != 1, layer < 4, let rate = MPEGFrame.rates[generation]?[word >> 10 & 3] else { return nil }
        version = generation == 3 ? 1 : 2
        self.layer = layer
        let row = version == 1 ? layer - 1 : layer == 1 ? 3 : 4
        let kilobits = MPEGFrame.bitrates[row][word >> 12 & 15]
        guard kilobits > 0, rate > 0 else { return nil }
        bitrate = kilobits * 1000
        sampleRate = rate
        channels = word >> 6 & 3 == 3 ? 1 : 2
        let padding = word >> 9 & 1
        let samples = MPEGFrame.samples(layer, version)
        length = layer == 1 ? (12 * bitrate / rate + padding) * 4 : samples / 8 * bitrate / rate + padding
    }

    /// How many samples a frame has.
    static func samples(_ layer: Int, _ version: Int) -> Int {
        layer == 1 ? 384 : layer == 3 && version == 2 ? 576 : 1152
    }

    /// One header may be chance, two are none.
    func isFollowed(in bytes: Bytes, from offset: Int = 0) -> Bool {
        guard let next = MPEGFrame(bytes, at: offset + length) else { return false }
        return next.sampleRate == sampleRate && next.layer == layer
    }

    private static let rates = [
        3: [44_100, 48_000, 32_000, 0], 2: [22_050, 24_000, 16_000, 0], 0: [11_025, 12_000, 8_000, 0],
    ]

    private static let bitrates = [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448, 0],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 0],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
    ]
}
