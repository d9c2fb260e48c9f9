import JSON

/// Trees of every kind of value, awkward ones preferred.
struct RandomValue {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func value(depth: Int = 5) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
        case 0: .null
        case 1: .bool(.random(using: &random))
        case 2: .number(JSONNumber(Int64(bitPattern: random.next() >> UInt64.random(in: 0..<64, using: &random))))
        case 3: .number(JSONNumber(random.next()))
        case 4: .number(JSONNumber(Double(bitPattern: random.next())) ?? 0)
        case 5: .string(string())
        case 6: .array((0..<Int.random(in: 0..<6, using: &random)).map { _ in value(depth: depth - 1) })
        default: .object(object(depth: depth))
        }
    }

    private mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        // Now and then more members than are compared pair by pair.
        let count = Int.random(in: 0..<8, using: &random) == 0 && depth < 3 ? 60 : Int.random(in: 0..<6, using: &random)
        for _ in 0..<count {
            object[string()] = value(depth: depth - 1)
        }
        return object
    }

    mutating func string() -> String {
        let alphabet: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7F, 0x30...0x39, 0x61...0x7A, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF,
            0x1_0000...0x10_FFFF, 0x22...0x22, 0x5C...0x5C,
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<14, using: &random) {
            let range = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
