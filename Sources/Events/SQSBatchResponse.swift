/// Which messages of a batch stay in their queue.
///
/// It must be the whole answer of the function: wrapped in anything, the mapping deletes every message.
package struct SQSBatchResponse: Sendable, Encodable {
    package let batchItemFailures: [Failure]

    package init(batchItemFailures: [Failure]) {
        self.batchItemFailures = batchItemFailures
    }

    package struct Failure: Sendable, Encodable {
        package let itemIdentifier: String

        package init(itemIdentifier: String) {
            self.itemIdentifier = itemIdentifier
        }
    }
}
