import JSON

/// Why DynamoDB did not write, where it tells more than a code.
package enum Refusal: Sendable, Equatable {
    /// The condition did not hold; with the item as it is, where it was asked for and there is one.
    case conditionalCheckFailed(item: Item?)
    /// One reason for each item of the transaction, in their order; the code of those that were fine is `None`.
    case transactionCanceled([CancellationReason])
}

/// What became of one item of a transaction that was cancelled.
package struct CancellationReason: Decodable, Sendable, Equatable {
    /// `None`, `ConditionalCheckFailed`, `TransactionConflict`, `ThrottlingError` and more.
    package var code: String
    package var message: String?
    /// As it is, where the condition failed and it was asked for.
    package var item: Item?

    private enum CodingKeys: String, CodingKey {
        case code = "Code"
        case message = "Message"
        case item = "Item"
    }
}

extension CallFailure {
    /// What DynamoDB said about the write that it refused; nil for every other failure.
    ///
    /// An answer that cannot be read is a failure again: an item that is lost on the way is not one that is not there.
    package func refusal() throws(CallFailure) -> Refusal? {
        guard case .service(let failure) = self, failure.service == AWSServiceName.dynamodb.rawValue else { return nil }
        do throws(JSONError) {
            switch failure.code {
            case "ConditionalCheckFailedException":
                return .conditionalCheckFailed(item: try failure.details(ItemResponse.self)?.item)
            case "TransactionCanceledException":
                return .transactionCanceled(try failure.details(CancellationReasons.self)?.reasons ?? [])
            default: return nil
            }
        } catch {
            throw .unreadable(service: failure.service, reason: "the details of \(failure.code): \(error)")
        }
    }
}

private struct CancellationReasons: Decodable {
    var reasons: [CancellationReason]?

    private enum CodingKeys: String, CodingKey {
        case reasons = "CancellationReasons"
    }
}

extension AWSFailure {
    fileprivate func details<Details: Decodable>(_ type: Details.Type) throws(JSONError) -> Details? {
        guard let details else { return nil }
        return try JSONCodec.decode(type, from: details.json, limits: AttributeValue.jsonLimits)
    }
}
