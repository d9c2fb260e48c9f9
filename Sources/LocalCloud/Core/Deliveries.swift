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
///
/// A part that is an object is not kept alive by this: it stands on the ground that this belongs to, and the cloud has
/// it. Else no cloud would ever be freed.
package final class Deliveries: Sendable {
    private enum Entry: Sendable {
        case value(any Recipient)
        case object(Reference)
    }

    private struct Reference: Sendable {
        weak let recipient: (any Recipient & AnyObject)?
    }

    private let entries = Mutex<[String: Entry]>([:])

    package init() {}

    package func enter<Part: Recipient>(_ recipient: Part, for service: String) {
        var entry = Entry.value(recipient)
        if Part.self is AnyObject.Type, let object = recipient as? any Recipient & AnyObject {
            entry = .object(Reference(recipient: object))
        }
        entries.withLock { $0[service] = entry }
    }

    package func send(_ delivery: Delivery) async throws(ServiceFault) {
        guard let recipient = recipient(for: delivery.target.service) else {
            throw ServiceFault.notEmulated("A delivery to \(delivery.target)")
        }
        try await recipient.take(delivery)
    }

    private func recipient(for service: String) -> (any Recipient)? {
        switch entries.withLock({ $0[service] }) {
        case .value(let recipient)?: recipient
        case .object(let reference)?: reference.recipient
        case nil: nil
        }
    }
}
