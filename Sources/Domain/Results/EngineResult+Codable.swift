import Time

/// A result in messages and in stores: `category` and `text` where it is open, `payload` where it is sealed.
///
/// What is stored apart is told by `text_at` and `payload_at` in their place.
extension EngineResult: Codable {
    private enum CodingKeys: String, CodingKey {
        case document, round, engine, category, text, payload, late, reused
        case engineVersion = "engine_version"
        case signatureVersion = "signature_version"
        case startedAt = "started_at"
        case endedAt = "ended_at"
        case sealedFor = "sealed_for"
        case textAt = "text_at"
        case payloadAt = "payload_at"
    }

    private struct Reference: Codable {
        let blob: Blob
        let size: ByteCount
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let finding: Finding =
            if container.contains(.category) {
                .open(try container.decode(Category.self, forKey: .category), try Self.text(container, .text, .textAt))
            } else {
                .sealed(try Self.text(container, .payload, .payloadAt))
            }
        let isReused = try container.decodeIfPresent(Bool.self, forKey: .reused) ?? false
        self.init(
            document: try container.decode(DocumentID.self, forKey: .document),
            round: try container.decode(Int.self, forKey: .round),
            engine: try container.decode(EngineName.self, forKey: .engine),
            engineVersion: try container.decode(String.self, forKey: .engineVersion),
            signatureVersion: try container.decode(String.self, forKey: .signatureVersion),
            finding: finding,
            startedAt: try container.decode(Instant.self, forKey: .startedAt),
            endedAt: try container.decode(Instant.self, forKey: .endedAt),
            isLate: try container.decodeIfPresent(Bool.self, forKey: .late) ?? false,
            origin: isReused
                ? .reused(sealedFor: try container.decodeIfPresent(DocumentID.self, forKey: .sealedFor)) : .scanned
        )
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(document, forKey: .document)
        try container.encode(round, forKey: .round)
        try container.encode(engine, forKey: .engine)
        try container.encode(engineVersion, forKey: .engineVersion)
        try container.encode(signatureVersion, forKey: .signatureVersion)
        try container.encode(startedAt, forKey: .startedAt)
        try container.encode(endedAt, forKey: .endedAt)
        switch finding {
        case .open(let category, let text):
            try container.encode(category, forKey: .category)
            try Self.encode(text, to: &container, .text, .textAt)
        case .sealed(let payload): try Self.encode(payload, to: &container, .payload, .payloadAt)
        }
        if isLate { try container.encode(true, forKey: .late) }
        if case .reused(let sealedFor) = origin {
            try container.encode(true, forKey: .reused)
            try container.encodeIfPresent(sealedFor, forKey: .sealedFor)
        }
    }

    private static func text(
        _ container: KeyedDecodingContainer<CodingKeys>,
        _ inline: CodingKeys,
        _ apart: CodingKeys
    ) throws -> ResultText {
        guard let reference = try container.decodeIfPresent(Reference.self, forKey: apart) else {
            return .inline(try container.decode(String.self, forKey: inline))
        }
        return .stored(reference.blob, size: reference.size)
    }

    private static func encode(
        _ text: ResultText,
        to container: inout KeyedEncodingContainer<CodingKeys>,
        _ inline: CodingKeys,
        _ apart: CodingKeys
    ) throws {
        switch text {
        case .inline(let text): try container.encode(text, forKey: inline)
        case .stored(let blob, let size): try container.encode(Reference(blob: blob, size: size), forKey: apart)
        }
    }
}
