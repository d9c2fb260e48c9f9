import Time

/// A number, which forms write as text.
struct WireNumber: Decodable, Sendable {
    let value: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            value = try container.decode(Double.self)
        } catch {
            guard let number = Double(try container.decode(String.self)) else { throw error }
            value = number
        }
    }

    /// Nil where it is not whole.
    var int: Int? { Int(exactly: value) }
}

/// A time: seconds since 1970 began, or a date as forms write it.
struct WireTime: Decodable, Sendable {
    let instant: Instant

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            let seconds = try container.decode(Double.self)
            guard let instant = Instant(epochSeconds: seconds) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "no time: \(seconds)")
            }
            self.instant = instant
        } catch DecodingError.typeMismatch {
            let text = try container.decode(String.self)
            guard let instant = Instant(rfc3339: text) ?? Double(text).flatMap(Instant.init(epochSeconds:)) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "no time: \(text)")
            }
            self.instant = instant
        }
    }
}

/// A yes or no, which forms write as text.
struct WireFlag: Decodable, Sendable {
    let isSet: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            isSet = try container.decode(Bool.self)
        } catch {
            let text = try container.decode(String.self)
            guard ["true", "false"].contains(text) else { throw error }
            isSet = text == "true"
        }
    }
}
