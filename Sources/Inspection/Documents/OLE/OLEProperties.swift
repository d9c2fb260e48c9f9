import Time

/// A set of numbered properties (MS-OLEPS), as Office and Explorer show them.
struct OLEProperties {
    private let set: Bytes
    private var places: [Int: Int] = [:]
    private var codePage = 1252

    /// Nil where there is none.
    init?(_ stream: Bytes) {
        guard stream.u16(0, .little) == 0xfffe, let start = stream.u32(44, .little), start < stream.count,
            let count = stream.u32(start + 4, .little)
        else { return nil }
        set = stream[from: start]
        for index in 0..<min(count, 100) {
            guard let number = set.u32(8 + index * 8, .little), let place = set.u32(12 + index * 8, .little) else {
                break
            }
            places[number] = place
        }
        codePage = places[1].flatMap { set.u16($0 + 4, .little) } ?? 1252
    }

    func text(_ number: Int) -> String? {
        guard let place = places[number], let length = set.u32(place + 4, .little), length < 1 << 16 else { return nil }
        switch set.u32(place, .little) {
        case 30:
            let bytes = set[from: place + 8, upTo: length]
            return codePage == 1200 ? TextDecoding.utf16(bytes, .little) : narrow(TextDecoding.terminated(bytes))
        case 31: return TextDecoding.utf16(set[from: place + 8, upTo: length * 2], .little).filter { $0 != "\u{0}" }
        default: return nil
        }
    }

    func int(_ number: Int) -> Int? {
        guard let place = places[number] else { return nil }
        return switch set.u32(place, .little) {
        case 2: set.u16(place + 4, .little)
        case 3: set.u32(place + 4, .little)
        default: nil
        }
    }

    /// Tenths of a microsecond since 1601.
    func date(_ number: Int) -> Instant? {
        guard let place = places[number], set.u32(place, .little) == 64, let ticks = set.u64(place + 4, .little) else {
            return nil
        }
        let seconds = ticks / 10_000_000 - 11_644_473_600
        // Office writes nothing, or a duration, where it does not know.
        return seconds > 0 && seconds < 1 << 33 ? Instant(secondsSinceEpoch: Int64(seconds)) : nil
    }

    private func narrow(_ bytes: Bytes) -> String {
        codePage == 65_001 ? TextDecoding.utf8(bytes) : TextDecoding.guess(bytes)
    }
}
