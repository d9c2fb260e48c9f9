/// Each entry is in one of the two lists: a batch that partly failed is a success.
package struct BatchOutput: Decodable, Sendable, Equatable {
    package var successful: [BatchResultEntry]?
    package var failed: [BatchResultErrorEntry]?

    package init(successful: [BatchResultEntry]? = nil, failed: [BatchResultErrorEntry]? = nil) {
        self.successful = successful
        self.failed = failed
    }

    private enum CodingKeys: String, CodingKey {
        case successful = "Successful"
        case failed = "Failed"
    }
}

/// An entry of a batch that was done.
package struct BatchResultEntry: Decodable, Sendable, Equatable {
    package var id: String

    package init(id: String) {
        self.id = id
    }

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

    package init(id: String, code: String, message: String? = nil, senderFault: Bool) {
        self.id = id
        self.code = code
        self.message = message
        self.senderFault = senderFault
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case code = "Code"
        case message = "Message"
        case senderFault = "SenderFault"
    }
}
