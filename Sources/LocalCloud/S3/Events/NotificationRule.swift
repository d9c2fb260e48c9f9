import AWSClient
import JSON

/// Whom a bucket tells of which events.
struct NotificationRule: Sendable, Codable, Equatable {
    enum Kind: String, Sendable, Codable, CaseIterable {
        case queue = "QueueConfiguration"
        case topic = "TopicConfiguration"
        case function = "CloudFunctionConfiguration"

        /// The element that holds the destination's ARN.
        var element: String {
            switch self {
            case .queue: "Queue"
            case .topic: "Topic"
            case .function: "CloudFunction"
            }
        }

        fileprivate var service: String {
            switch self {
            case .queue: "sqs"
            case .topic: "sns"
            case .function: "lambda"
            }
        }
    }

    let id: String
    let kind: Kind
    let arn: String
    /// Such as `s3:ObjectCreated:*`.
    let events: [String]
    let prefix: String?
    let suffix: String?

    init(
        id: String,
        kind: Kind,
        arn: String,
        events: [String],
        prefix: String?,
        suffix: String?
    ) throws(ServiceFault) {
        for event in events { try Self.check(event) }
        (self.id, self.kind, self.arn, self.events) = (id, kind, arn, events)
        (self.prefix, self.suffix) = (prefix, suffix)
    }

    /// `newID` is the rule's name where it has none.
    init(_ element: XMLElement, _ kind: Kind, newID: String) throws(ServiceFault) {
        id = element.text(at: "Id") ?? newID
        self.kind = kind
        arn = element.text(at: kind.element) ?? ""
        guard let parsed = ARN(arn), parsed.service == kind.service else {
            throw .s3(.invalidArgument, "The ARN is not well formed", ["ArgumentValue": .string(arn)])
        }
        events = element.all("Event").map(\.text)
        for event in events { try Self.check(event) }
        guard !events.isEmpty else { throw .s3(.malformedXML) }
        let rules = element["Filter"]?["S3Key"]?.all("FilterRule") ?? []
        var values: [String: String] = [:]
        for rule in rules {
            let name = rule.text(at: "Name")?.lowercased() ?? ""
            guard ["prefix", "suffix"].contains(name), values[name] == nil else {
                throw .s3(.invalidArgument, "filter rule name must be either prefix or suffix")
            }
            values[name] = rule.text(at: "Value") ?? ""
        }
        prefix = values["prefix"]
        suffix = values["suffix"]
    }

    /// `event` is such as `ObjectCreated:Put`.
    func covers(_ event: String, key: String) -> Bool {
        guard key.utf8.starts(with: (prefix ?? "").utf8) else { return false }
        guard key.utf8.reversed().starts(with: (suffix ?? "").utf8.reversed()) else { return false }
        let group = event.prefix { $0 != ":" }
        return events.contains("s3:\(event)") || events.contains("s3:\(group):*")
    }

    func write(to writer: inout XMLWriter) {
        writer.element(kind.rawValue) { rule in
            rule.element("Id", id)
            rule.element(kind.element, arn)
            for event in events { rule.element("Event", event) }
            if prefix == nil, suffix == nil { return }
            rule.element("Filter") { filter in
                filter.element("S3Key") { key in
                    for (name, value) in [("Prefix", prefix), ("Suffix", suffix)] {
                        guard let value else { continue }
                        key.element("FilterRule") {
                            $0.element("Name", name)
                            $0.element("Value", value)
                        }
                    }
                }
            }
        }
    }

    private static func check(_ event: String) throws(ServiceFault) {
        if told.contains(event) { return }
        let group = event.split(separator: ":", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
        if let group, event.hasPrefix("s3:"), untold.contains(group) { throw .notEmulated("The event \(event)") }
        throw .s3(.invalidArgument, "The event '\(event)' is not supported for notifications")
    }

    private static let told: Set<String> = [
        "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy",
        "s3:ObjectCreated:CompleteMultipartUpload", "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete",
        "s3:ObjectRemoved:DeleteMarkerCreated", "s3:ObjectTagging:*", "s3:ObjectTagging:Put",
        "s3:ObjectTagging:Delete",
    ]
    private static let untold: Set<String> = [
        "ReducedRedundancyLostObject", "ObjectRestore", "Replication", "LifecycleTransition", "LifecycleExpiration",
        "IntelligentTiering", "ObjectAcl",
    ]
}
