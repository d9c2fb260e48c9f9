/// At most ten of something, each done or refused by itself.
struct Batch<Fields: Decodable & Sendable>: Decodable, Sendable {
    let queueUrl: String?
    let entries: [Entry]?

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case entries = "Entries"
    }

    struct Entry: Decodable, Sendable {
        let id: String?
        let fields: Fields

        private enum CodingKeys: String, CodingKey { case id = "Id" }

        init(from decoder: any Decoder) throws {
            id = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .id)
            fields = try Fields(from: decoder)
        }
    }

    /// Refuses the whole for what is wrong with the whole.
    func check() throws(ServiceFault) -> [(id: String, fields: Fields)] { try Self.check(entries) }

    static func check(_ entries: [Entry]?) throws(ServiceFault) -> [(id: String, fields: Fields)] {
        guard let entries, !entries.isEmpty else {
            throw .ofQueues("EmptyBatchRequest", "There should be at least one entry in the request.")
        }
        guard entries.count <= 10 else {
            throw .ofQueues(
                "TooManyEntriesInBatchRequest",
                "Maximum number of entries per request are 10. You have sent \(entries.count)."
            )
        }
        var named: [(id: String, fields: Fields)] = []
        var ids: Set<String> = []
        for entry in entries {
            guard let id = entry.id, (1...80).contains(id.utf8.count), MessageRules.isName(id, with: "-_") else {
                throw .ofQueues(
                    "InvalidBatchEntryId",
                    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                        + "It can be at most 80 letters long."
                )
            }
            guard ids.insert(id).inserted else {
                throw .ofQueues("BatchEntryIdsNotDistinct", "Id \(id) repeated.")
            }
            named.append((id, entry.fields))
        }
        return named
    }

    /// Does each entry, and tells of each what became of it.
    func perform<Done: Encodable>(
        _ entries: [(id: String, fields: Fields)],
        _ each: (Fields) throws(ServiceFault) -> Done
    ) -> BatchResult<Done> {
        var result = BatchResult<Done>()
        for entry in entries {
            do throws(ServiceFault) {
                result.done.append(BatchResult.Entry(id: entry.id, done: try each(entry.fields)))
            } catch {
                result.failed.append(BatchFailure(id: entry.id, fault: error))
            }
        }
        return result
    }
}

/// What became of each entry; an empty list is left out.
struct BatchResult<Done: Encodable & Sendable>: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        let id: String
        let done: Done

        private enum CodingKeys: String, CodingKey { case id = "Id" }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try done.encode(to: encoder)
        }
    }

    var done: [Entry] = []
    var failed: [BatchFailure] = []

    private enum CodingKeys: String, CodingKey {
        case done = "Successful"
        case failed = "Failed"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if !done.isEmpty { try container.encode(done, forKey: .done) }
        if !failed.isEmpty { try container.encode(failed, forKey: .failed) }
    }
}

/// An entry that was refused, and why.
struct BatchFailure: Encodable, Sendable {
    let id: String
    let fault: ServiceFault

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case senderFault = "SenderFault"
        case code = "Code"
        case message = "Message"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(fault.isSenders, forKey: .senderFault)
        try container.encode(fault.queryCode ?? fault.code, forKey: .code)
        try container.encode(fault.message, forKey: .message)
    }
}
