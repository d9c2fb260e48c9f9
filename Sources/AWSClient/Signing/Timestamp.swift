import Crypto
import Encoding
import Time

/// The seconds of a signature in their sixteen bytes: `20130524T000000Z`, written without a string on the way.
struct Timestamp {
    private let time: CivilTime

    init(_ now: Instant) {
        time = now.civil
    }

    /// The date as one number, which tells two days apart.
    var day: Int { time.date.year * 10_000 + time.date.month * 100 + time.date.day }

    func appendDay(to bytes: inout [UInt8]) {
        appendTwo(time.date.year / 100, to: &bytes)
        appendTwo(time.date.year % 100, to: &bytes)
        appendTwo(time.date.month, to: &bytes)
        appendTwo(time.date.day, to: &bytes)
    }

    func append(to bytes: inout [UInt8]) {
        appendDay(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendTwo(time.hour, to: &bytes)
        appendTwo(time.minute, to: &bytes)
        appendTwo(time.second, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    private func appendTwo(_ value: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }
}

/// The 64 digits of a digest.
func appendHex(_ digest: SHA256Digest, to bytes: inout [UInt8]) {
    digest.withUnsafeBytes { Hex.append($0, to: &bytes) }
}

func appendDecimal(_ value: Int64, to bytes: inout [UInt8]) {
    if value >= 10 { appendDecimal(value / 10, to: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
}
