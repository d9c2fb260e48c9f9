import YAML

/// A bucket.
package struct Bucket: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    package let isVersioned: Bool
    package let notifications: [Notification]
    package let sendsToEventBridge: Bool
    package let cors: [CORSRule]
    package let lifecycle: [LifecycleRule]

    /// Who is told of what happens to objects.
    package struct Notification: Sendable, Equatable {
        package enum Target: Sendable, Equatable {
            case function(FunctionReference)
            case queue(String)
            case topic(String)
        }

        package let target: Target
        /// `s3:ObjectCreated:*`.
        package let event: String
        package let prefix: String?
        package let suffix: String?
    }

    package struct CORSRule: Sendable, Equatable {
        package let origins: [String]
        package let methods: [String]
        package let headers: [String]
        package let exposedHeaders: [String]
        package let maximumAge: Duration?
    }

    package struct LifecycleRule: Sendable, Equatable {
        package let id: String?
        package let isEnabled: Bool
        package let prefix: String?
        package let expirationDays: Int?
        package let noncurrentExpirationDays: Int?
        package let abortMultipartDays: Int?
        package let expiresDeleteMarkers: Bool
    }

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        isVersioned = try reader.map("VersioningConfiguration")?.string("Status") == "Enabled"
        let configuration = try reader.map("NotificationConfiguration")
        notifications = try configuration.map(Notification.read) ?? []
        let bridge = try configuration?.map("EventBridgeConfiguration")
        sendsToEventBridge =
            try bridge.map { (bridge) throws(TemplateError) in
                try bridge.bool("EventBridgeEnabled") ?? true
            } ?? false
        var cors: [CORSRule] = []
        for rule in try reader.map("CorsConfiguration")?.maps("CorsRules") ?? [] { cors.append(try CORSRule(rule)) }
        self.cors = cors
        var lifecycle: [LifecycleRule] = []
        for rule in try reader.map("LifecycleConfiguration")?.maps("Rules") ?? [] {
            lifecycle.append(try LifecycleRule(rule))
        }
        self.lifecycle = lifecycle
        reader.ignore(
            "BucketEncryption",
            "IntelligentTieringConfigurations",
            "LoggingConfiguration",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "Tags"
        )
    }
}

extension Bucket.Notification {
    fileprivate static func read(_ reader: Properties) throws(TemplateError) -> [Bucket.Notification] {
        var notifications: [Bucket.Notification] = []
        for item in try reader.maps("LambdaConfigurations") {
            let function = FunctionReference(try item.need("Function"))
            notifications.append(try Bucket.Notification(.function(function), item))
        }
        for item in try reader.maps("QueueConfigurations") {
            notifications.append(try Bucket.Notification(.queue(try item.need("Queue")), item))
        }
        for item in try reader.maps("TopicConfigurations") {
            notifications.append(try Bucket.Notification(.topic(try item.need("Topic")), item))
        }
        return notifications
    }

    private init(_ target: Target, _ reader: Properties) throws(TemplateError) {
        self.target = target
        event = try reader.need("Event")
        var prefix: String?
        var suffix: String?
        for rule in try reader.map("Filter")?.map("S3Key")?.maps("Rules") ?? [] {
            let value = try rule.string("Value") ?? ""
            switch try rule.need("Name").lowercased() {
            case "prefix": prefix = value
            case "suffix": suffix = value
            default: rule.refuse("Name", "a filter goes by prefix or suffix")
            }
        }
        self.prefix = prefix
        self.suffix = suffix
    }
}

extension Bucket.CORSRule {
    fileprivate init(_ reader: Properties) throws(TemplateError) {
        origins = try reader.strings("AllowedOrigins") ?? []
        methods = try reader.strings("AllowedMethods") ?? []
        headers = try reader.strings("AllowedHeaders") ?? []
        exposedHeaders = try reader.strings("ExposedHeaders") ?? []
        maximumAge = try reader.seconds("MaxAge")
        reader.skip("Id")
    }
}

extension Bucket.LifecycleRule {
    fileprivate init(_ reader: Properties) throws(TemplateError) {
        id = try reader.string("Id")
        isEnabled = try reader.need("Status") == "Enabled"
        prefix = try reader.string("Prefix")
        expirationDays = try reader.integer("ExpirationInDays")
        let noncurrent = try reader.map("NoncurrentVersionExpiration")?.integer("NoncurrentDays")
        let old = try reader.integer("NoncurrentVersionExpirationInDays")
        noncurrentExpirationDays = noncurrent ?? old
        abortMultipartDays = try reader.map("AbortIncompleteMultipartUpload")?.integer("DaysAfterInitiation")
        expiresDeleteMarkers = try reader.bool("ExpiredObjectDeleteMarker") ?? false
        // Another class of storage reads the same here.
        reader.ignore("NoncurrentVersionTransitions", "Transition", "Transitions")
    }
}
