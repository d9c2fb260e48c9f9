import Time

/// The attributes of a queue that its owner sets.
struct QueueAttributes: Sendable, Equatable {
    /// As they were given, by AWS's names; what is not here has its default.
    private(set) var given: [String: String]
    let isFIFO: Bool

    private(set) var delay: Duration = .zero
    private(set) var visibilityTimeout: Duration = .seconds(30)
    private(set) var wait: Duration = .zero
    private(set) var retention: Duration = .seconds(345_600)
    private(set) var maximumMessageSize = 1 << 20
    private(set) var redrive: RedrivePolicy?
    private(set) var redriveAllow: RedriveAllowPolicy?
    private(set) var hasContentBasedDeduplication = false
    private(set) var deduplicatesWithinGroups = false

    init(_ given: [String: String], isFIFO: Bool) throws(ServiceFault) {
        self.given = [:]
        self.isFIFO = isFIFO
        try set(given)
    }

    /// Changes those that are named, all or none of them.
    mutating func set(_ changes: [String: String]) throws(ServiceFault) {
        var new = self
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) { try new.set(name, to: value) }
        if new.given["FifoThroughputLimit"] == "perMessageGroupId", !new.deduplicatesWithinGroups {
            throw .invalidParameter(
                "The perMessageGroupId value for FifoThroughputLimit is allowed only when the value for "
                    + "DeduplicationScope is messageGroup."
            )
        }
        self = new
    }

    private mutating func set(_ name: String, to value: String) throws(ServiceFault) {
        switch name {
        case "DelaySeconds": delay = .seconds(try Self.number(value, 0...900, for: name))
        case "VisibilityTimeout": visibilityTimeout = .seconds(try Self.number(value, 0...43_200, for: name))
        case "ReceiveMessageWaitTimeSeconds": wait = .seconds(try Self.number(value, 0...20, for: name))
        case "MessageRetentionPeriod": retention = .seconds(try Self.number(value, 60...1_209_600, for: name))
        case "MaximumMessageSize": maximumMessageSize = try Self.number(value, 1_024...1_048_576, for: name)
        case "KmsDataKeyReusePeriodSeconds": _ = try Self.number(value, 60...86_400, for: name)
        case "SqsManagedSseEnabled": _ = try Self.truth(value, for: name)
        case "RedrivePolicy": redrive = value.isEmpty ? nil : try RedrivePolicy(value)
        case "RedriveAllowPolicy": redriveAllow = value.isEmpty ? nil : try RedriveAllowPolicy(value)
        case "Policy", "KmsMasterKeyId": break
        case "FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit":
            guard isFIFO else { throw .unknownAttribute(name) }
            try setOrdered(name, to: value)
        default: throw .unknownAttribute(name)
        }
        given[name] = value.isEmpty ? nil : value
    }

    private mutating func setOrdered(_ name: String, to value: String) throws(ServiceFault) {
        switch (name, value) {
        case ("FifoQueue", "true"), ("FifoThroughputLimit", "perQueue"), ("FifoThroughputLimit", "perMessageGroupId"):
            break
        case ("ContentBasedDeduplication", _): hasContentBasedDeduplication = try Self.truth(value, for: name)
        case ("DeduplicationScope", "queue"): deduplicatesWithinGroups = false
        case ("DeduplicationScope", "messageGroup"): deduplicatesWithinGroups = true
        default: throw .invalidAttribute(name)
        }
    }

    /// All of them as GetQueueAttributes tells them, those with defaults too.
    var told: [String: String] {
        var told = [
            "DelaySeconds": "0", "VisibilityTimeout": "30", "ReceiveMessageWaitTimeSeconds": "0",
            "MessageRetentionPeriod": "345600", "MaximumMessageSize": "1048576", "SqsManagedSseEnabled": "true",
        ]
        if isFIFO {
            told["FifoQueue"] = "true"
            told["ContentBasedDeduplication"] = "false"
            told["DeduplicationScope"] = "queue"
            told["FifoThroughputLimit"] = "perQueue"
        }
        if given["KmsMasterKeyId"] != nil {
            told["SqsManagedSseEnabled"] = "false"
            told["KmsDataKeyReusePeriodSeconds"] = "300"
        }
        return told.merging(given) { $1 }
    }

    /// The first name whose value would be another than the one here.
    func difference(from wanted: QueueAttributes, in names: [String: String]) -> String? {
        names.keys.sorted().first { told[$0] != wanted.told[$0] }
    }

    static let settable: Set<String> = [
        "DelaySeconds", "VisibilityTimeout", "ReceiveMessageWaitTimeSeconds", "MessageRetentionPeriod",
        "MaximumMessageSize", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled", "RedrivePolicy",
        "RedriveAllowPolicy", "Policy", "KmsMasterKeyId", "FifoQueue", "ContentBasedDeduplication",
        "DeduplicationScope", "FifoThroughputLimit",
    ]

    private static func number(_ text: String, _ range: ClosedRange<Int>, for name: String) throws(ServiceFault)
        -> Int
    {
        guard let number = Int(text), range.contains(number) else { throw .invalidAttribute(name) }
        return number
    }

    private static func truth(_ text: String, for name: String) throws(ServiceFault) -> Bool {
        switch text {
        case "true": return true
        case "false": return false
        default: throw .invalidAttribute(name)
        }
    }
}
