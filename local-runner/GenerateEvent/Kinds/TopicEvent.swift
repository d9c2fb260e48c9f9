import JSON

struct TopicEvent: GeneratedEvent {
    static let kind = "sns"
    static let summary = "print a notification of a topic, as a function receives it"
    static let options = Announcement.options

    private let announcement: Announcement

    init(_ arguments: Arguments) throws(UsageFault) {
        announcement = try Announcement(arguments)
    }

    func value(on occasion: Occasion) -> JSONValue {
        let subscription = announcement.subscription(on: occasion)
        let record: JSONValue = [
            "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": .string(subscription),
            "Sns": .object(announcement.members(for: .function, subscription: subscription, on: occasion)),
        ]
        return ["Records": [record]]
    }
}
