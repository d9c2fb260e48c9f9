/// A message in JSON is an object with its `type`, the `form` of this writing, and what the message holds.
///
/// A form to come is refused by name: a function that is older than its messages must not guess.
extension Message: Codable {
    package static let form = 1

    private enum Kind: String, Codable {
        case metadataRequested = "metadata-requested"
        case metadataExtracted = "metadata-extracted"
        case hashRequested = "hash-requested"
        case hashed
        case roundRequested = "round-requested"
        case scanRequested = "scan-requested"
        case deadline
        case engineFinished = "engine-finished"
        case documentUpdated = "document-updated"
    }

    private enum CodingKeys: String, CodingKey {
        case type, form, document, round, scan, result, sha256, engines
        case mediaType = "media_type"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let form = try container.decode(Int.self, forKey: .form)
        guard form == Self.form else {
            throw DecodingError.dataCorruptedError(
                forKey: .form,
                in: container,
                debugDescription: "form \(form) of messages is not known here, only \(Self.form)"
            )
        }
        let document = { try container.decode(DocumentID.self, forKey: .document) }
        let type = try container.decode(String.self, forKey: .type)
        guard let kind = Kind(rawValue: type) else {
            throw DecodingError.dataCorruptedError(
                forKey: .type,
                in: container,
                debugDescription: "'\(type)' is no message that is known here"
            )
        }
        switch kind {
        case .metadataRequested: self = .metadataRequested(try document())
        case .metadataExtracted:
            self = .metadataExtracted(try document(), type: try container.decode(String.self, forKey: .mediaType))
        case .hashRequested: self = .hashRequested(try document())
        case .hashed: self = .hashed(try document(), try container.decode(FileHash.self, forKey: .sha256))
        case .roundRequested:
            let engines = try container.decodeIfPresent([EngineName].self, forKey: .engines)
            let round = try container.decode(Int.self, forKey: .round)
            self = .roundRequested(try document(), round: round, engines: engines.map(Set.init))
        case .scanRequested: self = .scanRequested(try container.decode(ScanRequest.self, forKey: .scan))
        case .deadline: self = .deadline(try document(), round: try container.decode(Int.self, forKey: .round))
        case .engineFinished: self = .engineFinished(try container.decode(EngineResult.self, forKey: .result))
        case .documentUpdated: self = .documentUpdated(try document())
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .type)
        try container.encode(Self.form, forKey: .form)
        switch self {
        case .metadataRequested(let id), .hashRequested(let id), .documentUpdated(let id):
            try container.encode(id, forKey: .document)
        case .metadataExtracted(let id, let type):
            try container.encode(id, forKey: .document)
            try container.encode(type, forKey: .mediaType)
        case .hashed(let id, let sha256):
            try container.encode(id, forKey: .document)
            try container.encode(sha256, forKey: .sha256)
        case .roundRequested(let id, let round, let engines):
            try container.encode(id, forKey: .document)
            try container.encode(round, forKey: .round)
            try container.encodeIfPresent(engines?.sorted(), forKey: .engines)
        case .scanRequested(let scan): try container.encode(scan, forKey: .scan)
        case .deadline(let id, let round):
            try container.encode(id, forKey: .document)
            try container.encode(round, forKey: .round)
        case .engineFinished(let result): try container.encode(result, forKey: .result)
        }
    }

    private var kind: Kind {
        switch self {
        case .metadataRequested: .metadataRequested
        case .metadataExtracted: .metadataExtracted
        case .hashRequested: .hashRequested
        case .hashed: .hashed
        case .roundRequested: .roundRequested
        case .scanRequested: .scanRequested
        case .deadline: .deadline
        case .engineFinished: .engineFinished
        case .documentUpdated: .documentUpdated
        }
    }
}
