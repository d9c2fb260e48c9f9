/// Each entry is in one of the two lists: a batch that partly failed is a success.
package struct BatchOutput<Done: Sendable & Equatable>: Sendable, Equatable {
    package var successful: [Done]
    package var failed: [BatchResultErrorEntry]
}

/// An entry of a batch that was done.
package struct BatchResultEntry: Decodable, Sendable, Equatable {
    package var id: String

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
    }
}

/// An entry of a batch that was not done, and why.
package struct BatchResultErrorEntry: Decodable, Sendable, Equatable {
    package var id: String
    package var code: String
    package var message: String?
    /// Whether the same entry would fail again.
    package var senderFault: Bool

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case code = "Code"
        case message = "Message"
        case senderFault = "SenderFault"
    }
}

extension BatchOutput: Decodable where Done: Decodable {
    private enum CodingKeys: String, CodingKey {
        case successful = "Successful"
        case failed = "Failed"
    }

    /// A list that has nothing in it may be left out.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        successful = try container.decodeIfPresent([Done].self, forKey: .successful) ?? []
        failed = try container.decodeIfPresent([BatchResultErrorEntry].self, forKey: .failed) ?? []
    }
}

extension BatchOutput: QueryOutput where Done: QueryOutput {
    package init(_ result: XMLElement) throws(QueryFault) {
        (successful, failed) = ([], [])
        for member in result.members("Successful") { successful.append(try Done(member)) }
        for member in result.members("Failed") { failed.append(try BatchResultErrorEntry(member)) }
    }
}

extension BatchResultErrorEntry: QueryOutput {
    package init(_ result: XMLElement) throws(QueryFault) {
        id = try result.required("Id")
        code = try result.required("Code")
        message = result.text(at: "Message")
        switch try result.required("SenderFault") {
        case "true": senderFault = true
        case "false": senderFault = false
        default: throw .invalid("SenderFault")
        }
    }
}
