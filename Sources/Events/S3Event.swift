/// What S3 tells a queue or a topic of its objects, in any of the versions 2.x, which only ever add to each other.
package enum S3Event: Sendable, Equatable {
    case objects([Record])
    /// What S3 sends once, to see whether it may, when a bucket's notifications are configured.
    case test(bucket: String)

    package struct Record: Sendable, Equatable {
        /// Such as `ObjectCreated:Put`.
        package let eventName: String
        package let bucket: String
        /// As it is, and not as the event encodes it.
        package let key: String
        /// Absent where the bucket keeps no versions.
        package let versionID: String?
        /// Of two events of one key, the later has the greater; absent from events that change no bytes.
        package let sequencer: String?
    }
}

extension S3Event: Decodable {
    private enum CodingKeys: String, CodingKey {
        case records = "Records"
        case event = "Event"
        case bucket = "Bucket"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if try container.decodeIfPresent(String.self, forKey: .event) == "s3:TestEvent" {
            self = .test(bucket: try container.decodeIfPresent(String.self, forKey: .bucket) ?? "")
        } else {
            self = .objects(try container.decode([Record].self, forKey: .records))
        }
    }
}

extension S3Event.Record: Decodable {
    private enum CodingKeys: String, CodingKey {
        case eventVersion, eventName, s3
    }

    private struct Entity: Decodable {
        let bucket: Bucket
        let object: Object

        struct Bucket: Decodable {
            let name: String
        }

        struct Object: Decodable {
            let key: String
            let versionId: String?
            let sequencer: String?
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(String.self, forKey: .eventVersion)
        guard version.hasPrefix("2.") else {
            throw DecodingError.dataCorruptedError(
                forKey: .eventVersion,
                in: container,
                debugDescription: "version \(version) of S3's events is not known here, only 2.x"
            )
        }
        eventName = try container.decode(String.self, forKey: .eventName)
        let entity = try container.decode(Entity.self, forKey: .s3)
        guard let key = Self.decoded(entity.object.key) else {
            throw DecodingError.dataCorruptedError(
                forKey: .s3,
                in: container,
                debugDescription: "the key of the object is not encoded as in a form"
            )
        }
        bucket = entity.bucket.name
        self.key = key
        versionID = entity.object.versionId
        sequencer = entity.object.sequencer
    }

    /// A plus is a space, and `%XX` a byte of UTF-8; nil for what nobody has encoded so.
    private static func decoded(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
                guard digits.count == 2 else { return nil }
                bytes.append(UInt8(digits[0] * 16 + digits[1]))
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
