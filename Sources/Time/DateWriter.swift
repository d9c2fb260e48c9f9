/// Writes the fixed ASCII forms of dates.
struct DateWriter {
    private var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// The last `digits` digits of a value that is not negative, with leading zeros.
    mutating func number(_ value: Int, digits: Int) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// A time of day such as `08:49:37`.
    mutating func clock(_ time: CivilTime) {
        number(time.hour, digits: 2)
        literal(":")
        number(time.minute, digits: 2)
        literal(":")
        number(time.second, digits: 2)
    }
}
