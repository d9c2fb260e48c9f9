import AWSClient
import JSON
import Template

extension Buckets {
    /// Makes the template's buckets, or gives those that are there the settings that it says.
    func deploy(_ wanted: [Template.Bucket]) async throws(ServiceFault) {
        for bucket in wanted {
            do throws(RequestFault) {
                _ = try BucketName(bucket.name)
            } catch {
                throw ServiceFault("InvalidBucketName", "\(bucket.id): '\(bucket.name)' is no name that S3 takes.")
            }
            if buckets[bucket.name] == nil { try await add(bucket.name) }
            let known = try self.bucket(bucket.name)
            if bucket.isVersioned {
                known.settings.versioning = BucketVersioning.enabled.rawValue
            } else if known.settings.versioning != nil {
                known.settings.versioning = BucketVersioning.suspended.rawValue
            }
            known.settings.notifications = try bucket.rules(in: ground.place)
            known.settings.tellsBus = bucket.sendsToEventBridge
            known.settings.cors = bucket.cors.map(CORSRule.init)
            known.settings.lifecycle = bucket.lifecycleDocument
            try await commit([.keep(known)])
        }
    }
}

extension Template.Bucket {
    fileprivate func rules(in place: CloudPlace) throws(ServiceFault) -> [NotificationRule] {
        var rules: [NotificationRule] = []
        for (index, notification) in notifications.enumerated() {
            let (kind, arn): (NotificationRule.Kind, String) =
                switch notification.target {
                case .queue(let arn): (.queue, arn)
                case .topic(let arn): (.topic, arn)
                case .function(let reference): (.function, place.arn(of: reference))
                }
            rules.append(
                try NotificationRule(
                    id: "\(id)-\(index)",
                    kind: kind,
                    arn: arn,
                    events: [notification.event],
                    prefix: notification.prefix,
                    suffix: notification.suffix
                )
            )
        }
        return rules
    }

    /// As PutBucketLifecycleConfiguration takes it: kept to be read, for nothing expires here.
    fileprivate var lifecycleDocument: String? {
        if lifecycle.isEmpty { return nil }
        let bytes = XMLWriter.document("LifecycleConfiguration") { root in
            for rule in lifecycle {
                root.element("Rule") { rule.write(to: &$0) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Template.Bucket.LifecycleRule {
    fileprivate func write(to writer: inout XMLWriter) {
        writer.element("ID", id)
        writer.element("Filter") { $0.element("Prefix", prefix ?? "") }
        writer.element("Status", isEnabled ? "Enabled" : "Disabled")
        if expirationDays != nil || expiresDeleteMarkers {
            writer.element("Expiration") { expiration in
                expiration.element("Days", expirationDays.map(String.init))
                expiration.element("ExpiredObjectDeleteMarker", expiresDeleteMarkers ? "true" : nil)
            }
        }
        if let days = noncurrentExpirationDays {
            writer.element("NoncurrentVersionExpiration") { $0.element("NoncurrentDays", "\(days)") }
        }
        if let days = abortMultipartDays {
            writer.element("AbortIncompleteMultipartUpload") { $0.element("DaysAfterInitiation", "\(days)") }
        }
    }
}

extension CORSRule {
    fileprivate init(_ rule: Template.Bucket.CORSRule) {
        self.init(
            origins: rule.origins,
            methods: rule.methods,
            headers: rule.headers,
            exposed: rule.exposedHeaders,
            maxAge: rule.maximumAge.map { Int($0.components.seconds) }
        )
    }
}

extension CloudPlace {
    func arn(of function: Template.FunctionReference) -> String {
        let qualifier = function.qualifier.map { ":\($0)" } ?? ""
        return arn("lambda", "function:\(function.name)\(qualifier)").description
    }
}
