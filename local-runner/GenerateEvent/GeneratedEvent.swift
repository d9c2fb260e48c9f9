import JSON

/// An event of one kind, in the shape in which AWS sends it.
protocol GeneratedEvent: Sendable {
    /// The word that asks for it: `s3-put`.
    static var kind: String { get }
    static var summary: String { get }
    static var options: [Option] { get }

    init(_ arguments: Arguments) throws(UsageFault)

    func value(on occasion: Occasion) -> JSONValue
}

/// The kinds that there are.
enum GeneratedEvents {
    static let commands: [any Command.Type] = [
        GenerateEvent<S3PutEvent>.self, GenerateEvent<S3DeleteEvent>.self, GenerateEvent<S3BusEvent>.self,
        GenerateEvent<QueueEvent>.self, GenerateEvent<TopicEvent>.self, GenerateEvent<TopicInQueueEvent>.self,
        GenerateEvent<HTTPAPIEvent>.self, GenerateEvent<AuthorizerEvent>.self, GenerateEvent<ScheduledEvent>.self,
    ]
}
