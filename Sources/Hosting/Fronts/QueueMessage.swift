package import Events

/// A message as its host must know it: to hide it, to bury it, to keep its order.
package struct QueueMessage: Sendable {
    package let id: String
    package let receipt: String
    package let body: String
    /// How often it was received, this time included.
    package let receiveCount: Int
    /// Messages of one group come in order; nil in a queue without order.
    ///
    /// What an ordered queue gives no group belongs to one group, the empty one.
    package let group: String?
    package let queueARN: String
    package let traceHeader: String?
    package let attributes: [String: SQSEvent.MessageAttribute]

    package init(_ record: SQSEvent.Record) {
        id = record.messageId
        receipt = record.receiptHandle
        body = record.body
        receiveCount = max(1, record.attributes.receiveCount.flatMap { Int($0) } ?? 1)
        group = record.eventSourceARN.hasSuffix(".fifo") ? record.attributes.groupID ?? "" : nil
        queueARN = record.eventSourceARN
        traceHeader = record.attributes.traceHeader
        attributes = record.messageAttributes ?? [:]
    }

    /// How long a message rests when its step named no time: 1 s doubling to 60 s.
    package var backOff: Duration { .seconds(min(60, 1 << min(6, receiveCount - 1))) }
}
