extension ZoneRules {
    /// Reads a file of the tz database: RFC 9636, version 2 or later.
    ///
    /// Leap seconds are left out, as POSIX has none.
    init?(tzif bytes: [UInt8]) {
        var reader = BigEndianReader(bytes)
        guard let old = TZifCounts(&reader), old.version >= UInt8(ascii: "2"),
            reader.skip(old.bodySize(timeSize: 4)), let counts = TZifCounts(&reader)
        else { return nil }
        var times: [Int] = []
        for _ in 0..<counts.times {
            guard let time = reader.number(8) else { return nil }
            times.append(time)
        }
        guard let kinds = reader.take(counts.times) else { return nil }
        var offsets: [Int] = []
        for _ in 0..<counts.types {
            guard let offset = reader.number(4), reader.skip(2) else { return nil }
            offsets.append(offset)
        }
        guard let first = offsets.first, kinds.allSatisfy({ Int($0) < offsets.count }),
            reader.skip(counts.letters + counts.leaps * 12 + counts.standards + counts.universals)
        else { return nil }
        let footer = String(decoding: reader.rest.dropFirst().prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let tail = PosixZone(footer)
        guard footer.isEmpty || tail != nil else { return nil }
        self.init(
            first: first,
            transitions: zip(times, kinds).map { Transition(at: $0, offset: offsets[Int($1)]) },
            tail: tail
        )
    }
}

/// The head of one of the two halves of such a file.
private struct TZifCounts {
    let version: UInt8
    let universals, standards, leaps, times, types, letters: Int

    init?(_ reader: inout BigEndianReader) {
        guard let head = reader.take(20), head.starts(with: "TZif".utf8) else { return nil }
        version = head[head.startIndex + 4]
        var counts: [Int] = []
        for _ in 0..<6 {
            // No zone has as many as a thousand of anything but letters; this is far above all.
            guard let count = reader.number(4), (0...100_000).contains(count) else { return nil }
            counts.append(count)
        }
        (universals, standards, leaps) = (counts[0], counts[1], counts[2])
        (times, types, letters) = (counts[3], counts[4], counts[5])
    }

    func bodySize(timeSize: Int) -> Int {
        times * (timeSize + 1) + types * 6 + letters + leaps * (timeSize + 4) + standards + universals
    }
}

private struct BigEndianReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var rest: ArraySlice<UInt8> { bytes[place...] }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.count - place else { return nil }
        defer { place += count }
        return bytes[place..<(place + count)]
    }

    mutating func skip(_ count: Int) -> Bool { take(count) != nil }

    /// Signed, of four bytes or eight.
    mutating func number(_ count: Int) -> Int? {
        guard let taken = take(count) else { return nil }
        let value = taken.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return count == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
    }
}
