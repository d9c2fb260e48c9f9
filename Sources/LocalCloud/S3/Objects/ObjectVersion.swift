import AWSClient
import Time

/// One version of an object: its bytes and what is stored beside them, or that from here on there is none.
struct ObjectVersion: Sendable {
    let key: ObjectKey
    /// `null` where the bucket keeps no versions.
    let id: String
    /// Grows with every change of the cloud's buckets: the order of versions, and the sequencer of events.
    let order: UInt64
    let modified: Instant
    /// Nil for a delete marker.
    var entity: ObjectEntity?

    static let nullID = "null"
}

/// The bytes of an object and what is stored beside them.
struct ObjectEntity: Sendable {
    let content: Content
    /// In its quotes.
    let eTag: String
    let sum: StoredSum
    /// The sizes of its parts in their order; none where it came whole.
    var partSizes: [Int] = []
    var attributes: StoredAttributes

    init(_ arrival: Arrival, _ attributes: StoredAttributes) {
        self.init(content: arrival.content, eTag: arrival.eTag, sum: arrival.sum, attributes: attributes)
    }

    init(
        content: Content,
        eTag: String,
        sum: StoredSum,
        partSizes: [Int] = [],
        attributes: StoredAttributes
    ) {
        self.content = content
        self.eTag = eTag
        self.sum = sum
        self.partSizes = partSizes
        self.attributes = attributes
    }
}
