import JSON
import Time

/// A number, which forms write as text.
struct WireNumber: Decodable, Sendable {
    let value: Double

    init(from decoder: any Decoder) throws {
        // Asked first: a failure knows its place in the text, and finding that costs as much as the text is long.
        let number = try JSONValue(from: decoder).string.flatMap { Double($0) }
        value = try number ?? decoder.singleValueContainer().decode(Double.self)
    }

    /// Nil where it is not whole.
    var int: Int? { Int(exactly: value) }
}

/// A time: seconds since 1970 began, or a date as forms write it.
struct WireTime: Decodable, Sendable {
    let instant: Instant

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let instant: Instant?
        if let text = try JSONValue(from: decoder).string {
            instant = Instant(rfc3339: text) ?? Double(text).flatMap(Instant.init(epochSeconds:))
        } else {
            instant = Instant(epochSeconds: try container.decode(Double.self))
        }
        guard let instant else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "no time") }
        self.instant = instant
    }
}

/// A yes or no, which forms write as text.
struct WireFlag: Decodable, Sendable {
    let isSet: Bool

    init(from decoder: any Decoder) throws {
        isSet =
            switch try JSONValue(from: decoder).string {
            case "true": true
            case "false": false
            case _: try decoder.singleValueContainer().decode(Bool.self)
            }
    }
}
