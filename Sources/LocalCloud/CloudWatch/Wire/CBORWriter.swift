import JSON

/// Writes JSON as CBOR, with the shortest heads; a number in a field of times is tagged as one.
struct CBORWriter {
    private var bytes: [UInt8] = []
    private let times: Set<String>

    static func bytes(of value: JSONValue, times: Set<String> = []) -> [UInt8] {
        var writer = CBORWriter(times: times)
        writer.write(value, isTime: false)
        return writer.bytes
    }

    private init(times: Set<String>) {
        self.times = times
    }

    private mutating func write(_ value: JSONValue, isTime: Bool) {
        switch value {
        case .null: bytes.append(0xF6)
        case .bool(let isSet): bytes.append(isSet ? 0xF5 : 0xF4)
        case .number(let number):
            if isTime { head(6, 1) }
            // All numbers that CloudWatch answers are figures, which readers expect to be floating.
            bytes.append(0xFB)
            append(number.double.bitPattern, size: 8)
        case .string(let text): write(text)
        case .array(let values):
            head(4, UInt64(values.count))
            for value in values { write(value, isTime: isTime) }
        case .object(let object):
            head(5, UInt64(object.count))
            for member in object.members {
                write(member.key)
                write(member.value, isTime: times.contains(member.key))
            }
        }
    }

    private mutating func write(_ text: String) {
        head(3, UInt64(text.utf8.count))
        bytes += Array(text.utf8)
    }

    private mutating func head(_ major: UInt8, _ count: UInt64) {
        switch count {
        case 0..<24: bytes.append(major << 5 | UInt8(count))
        case 24..<0x100: put(major, 24, count, size: 1)
        case 0x100..<0x1_0000: put(major, 25, count, size: 2)
        case 0x1_0000..<0x1_0000_0000: put(major, 26, count, size: 4)
        case _: put(major, 27, count, size: 8)
        }
    }

    private mutating func put(_ major: UInt8, _ info: UInt8, _ count: UInt64, size: Int) {
        bytes.append(major << 5 | info)
        append(count, size: size)
    }

    private mutating func append(_ number: UInt64, size: Int) {
        for shift in stride(from: (size - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}
