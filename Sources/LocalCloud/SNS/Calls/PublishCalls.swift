import AWSClient

struct PublicationFields: Decodable {
    let message: String?
    let subject: String?
    let structure: String?
    let attributes: [String: AttributeFields]?
    let groupID: String?
    let deduplicationID: String?

    private enum CodingKeys: String, CodingKey {
        case message = "Message"
        case subject = "Subject"
        case structure = "MessageStructure"
        case attributes = "MessageAttributes"
        case groupID = "MessageGroupId"
        case deduplicationID = "MessageDeduplicationId"
    }

    func publication() throws(ServiceFault) -> Publication {
        try Publication(
            message: message ?? "",
            subject: subject,
            structure: structure,
            attributes: try AttributeFields.values(of: attributes ?? [:]),
            groupID: groupID,
            deduplicationID: deduplicationID
        )
    }
}

struct Publish: JSONCall {
    let topicArn: String?
    let targetArn: String?
    let phoneNumber: String?
    let fields: PublicationFields

    private enum CodingKeys: String, CodingKey {
        case topicArn = "TopicArn"
        case targetArn = "TargetArn"
        case phoneNumber = "PhoneNumber"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        topicArn = try container.decodeIfPresent(String.self, forKey: .topicArn)
        targetArn = try container.decodeIfPresent(String.self, forKey: .targetArn)
        phoneNumber = try container.decodeIfPresent(String.self, forKey: .phoneNumber)
        fields = try PublicationFields(from: decoder)
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> PublishedID {
        guard phoneNumber == nil else { throw .notEmulated("A message to a telephone") }
        let topic = try part.topic(topicArn ?? targetArn, for: request, to: "Publish")
        return try await part.publish(try fields.publication(), to: topic)
    }
}

struct PublishBatch: JSONCall {
    let topicArn: String?
    let entries: [Batch<PublicationFields>.Entry]?

    private enum CodingKeys: String, CodingKey {
        case topicArn = "TopicArn"
        case entries = "PublishBatchRequestEntries"
    }

    struct Result: Encodable {
        let successful: [BatchResult<PublishedID>.Entry]
        let failed: [BatchFailure]

        private enum CodingKeys: String, CodingKey {
            case successful = "Successful"
            case failed = "Failed"
        }
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let topic = try part.topic(topicArn, for: request, to: "Publish")
        let named: [(id: String, fields: PublicationFields)]
        do throws(ServiceFault) {
            named = try Batch<PublicationFields>.check(entries)
        } catch {
            // Topics say the same as queues, without the queues' name before it.
            throw ServiceFault(error.code, error.message)
        }
        let publications = named.map { entry in
            // What is wrong with an entry is said of that entry, below.
            Swift.Result { () throws(ServiceFault) in try entry.fields.publication() }
        }
        var size = 0
        for case .success(let publication) in publications { size += publication.size }
        guard size <= topic.attributes.maximumMessageSize else {
            throw ServiceFault(
                "BatchRequestTooLong",
                "The length of all the messages put together is more than the "
                    + "limit."
            )
        }
        var (successful, failed): ([BatchResult<PublishedID>.Entry], [BatchFailure]) = ([], [])
        for (entry, publication) in zip(named, publications) {
            do throws(ServiceFault) {
                let done = try await part.publish(try publication.get(), to: topic)
                successful.append(BatchResult.Entry(id: entry.id, done: done))
            } catch {
                failed.append(BatchFailure(id: entry.id, fault: error))
            }
        }
        return Result(successful: successful, failed: failed)
    }
}
