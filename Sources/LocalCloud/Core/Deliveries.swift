import Synchronization

/// What one part of the cloud hands to another: an event of a bucket, a notification of a topic, a failed invocation.
package struct Delivery: Sendable {
    package let target: ARN
    /// What it comes from, which the target's policy may ask for.
    package let source: ARN
    /// A message's text; to a function, the event.
    package var body: String
    package var subject: String?
    package var attributes: [String: DeliveryAttribute]
    package var groupID: String?
    package var deduplicationID: String?

    package init(
        to target: ARN,
        from source: ARN,
        body: String,
        subject: String? = nil,
        attributes: [String: DeliveryAttribute] = [:],
        groupID: String? = nil,
        deduplicationID: String? = nil
    ) {
        self.target = target
        self.source = source
        self.body = body
        self.subject = subject
        self.attributes = attributes
        self.groupID = groupID
        self.deduplicationID = deduplicationID
    }
}

/// A message attribute, of any service: `String`, `Number`, `Binary`, `String.Array`.
package struct DeliveryAttribute: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        case text(String)
        case bytes([UInt8])
    }

    package let type: String
    package let value: Value

    package init(type: String, value: Value) {
        self.type = type
        self.value = value
    }
}

/// A part that others deliver to.
package protocol Recipient: Sendable {
    /// Returns once the target has it; throws where it can never have it, as where there is no such queue.
    func take(_ delivery: Delivery) async throws(ServiceFault)
}

/// Who takes deliveries, by the service that an ARN names; each part enters itself when the cloud is put together.
package final class Deliveries: Sendable {
    private let recipients = Mutex<[String: any Recipient]>([:])

    package init() {}

    package func enter(_ recipient: any Recipient, for service: String) {
        recipients.withLock { $0[service] = recipient }
    }

    package func send(_ delivery: Delivery) async throws(ServiceFault) {
        guard let recipient = recipients.withLock({ $0[delivery.target.service] }) else {
            throw ServiceFault.notEmulated("A delivery to \(delivery.target)")
        }
        try await recipient.take(delivery)
    }
}
