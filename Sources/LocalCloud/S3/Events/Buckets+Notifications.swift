import AWSClient
import HTTP
import JSON
import Time

extension Buckets {
    nonisolated func getBucketNotificationConfiguration(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("GetBucketNotification", call)
        let settings = try await settings(of: call.bucket)
        return answers(call).document("NotificationConfiguration") { root in
            for rule in settings.notifications { rule.write(to: &root) }
            if settings.tellsBus == true { root.element("EventBridgeConfiguration", "") }
        }
    }

    nonisolated func putBucketNotificationConfiguration(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        try allow("PutBucketNotification", call)
        let configuration = try await document(call, root: "NotificationConfiguration")
        let tellsBus = configuration["EventBridgeConfiguration"] != nil
        var rules: [NotificationRule] = []
        for element in configuration.children where element.name != "EventBridgeConfiguration" {
            guard let kind = NotificationRule.Kind(rawValue: element.name) else { throw .s3(.malformedXML) }
            rules.append(try NotificationRule(element, kind, newID: ground.newID()))
        }
        _ = try await settings(of: call.bucket)
        if call.headers["x-amz-skip-destination-validation"]?.lowercased() != "true" {
            for rule in rules { try await test(rule, call) }
        }
        let put = rules
        try await change(call) {
            $0.notifications = put
            $0.tellsBus = tellsBus
        }
        return answers(call).empty()
    }

    /// Tells the destination that it will be told; one that cannot be told makes the configuration invalid.
    ///
    /// A function is not called for it: S3 sends its test to queues and topics alone.
    private nonisolated func test(_ rule: NotificationRule, _ call: S3Call) async throws(ServiceFault) {
        guard rule.kind != .function, let target = ARN(rule.arn) else { return }
        let body: JSONValue = [
            "Service": "Amazon S3", "Event": "s3:TestEvent", "Time": .string(call.request.received.rfc3339),
            "Bucket": .string(call.bucket), "RequestId": .string(call.request.id),
            "HostId": .string(answers(call).hostID),
        ]
        let text = String(decoding: body.bytes(), as: UTF8.self)
        do throws(ServiceFault) {
            try await ground.deliveries.send(delivery(rule, to: target, bucket: call.bucket, text))
        } catch {
            throw .s3(
                .invalidArgument,
                "Unable to validate the following destination configurations: \(error.message)",
                ["ArgumentName": .string(rule.arn), "ArgumentValue": .string(error.code)]
            )
        }
    }

    private nonisolated func delivery(
        _ rule: NotificationRule,
        to target: ARN,
        bucket: String,
        _ body: String
    ) -> Delivery {
        let subject = rule.kind == .topic ? "Amazon S3 Notification" : nil
        return Delivery(to: target, from: .bucket(bucket), body: body, subject: subject)
    }
}

extension Buckets {
    /// What is to be told of an event, promised in the step that makes it true: a crash in between loses nothing.
    func promise(_ event: ObjectEvent, in bucket: Bucket, _ call: CloudRequest, order: UInt64) -> Promised {
        var promised = Promised()
        let cause = Cause(
            caller: call.caller,
            requestID: call.id,
            at: ground.clock.now,
            account: ground.place.account,
            order: order
        )
        var deliveries = bucket.settings.notifications.compactMap { rule -> Delivery? in
            guard rule.covers(event.name, key: event.version.key.text), let target = ARN(rule.arn) else { return nil }
            let body = event.body(rule, bucket: bucket.name, region: ground.place.region, cause: cause)
            return delivery(rule, to: target, bucket: bucket.name, body)
        }
        if bucket.settings.tellsBus == true, let entry = event.entry(bucket: bucket.name, cause: cause) {
            // The default bus is told everything, and its rules choose.
            let bus = ground.place.arn("events", "event-bus/default")
            deliveries.append(Delivery(to: bus, from: .bucket(bucket.name), body: entry))
        }
        for (index, delivery) in deliveries.enumerated() {
            let key = "\(order)-\(index)"
            promises[key] = delivery
            promised.keys.append(key)
            if ground.journal.isKept { promised.changes.append(.keep(delivery, as: key)) }
        }
        return promised
    }

    /// Keeps promises that have been committed.
    ///
    /// A target that is gone by now is told nothing, and S3 drops the event as silently.
    func keep(_ promised: Promised) async {
        for key in promised.keys {
            guard let delivery = promises[key] else { continue }
            do throws(ServiceFault) {
                try await ground.deliveries.send(delivery)
            } catch {
                dropped += 1
            }
            promises[key] = nil
            if ground.journal.isKept { ground.journal.append([.remove(key: key, shelf: BucketShelf.events)]) }
        }
    }

    /// Keeps what was promised before the process ended; called once, when all recipients have entered.
    package func resume() async {
        var promised = Promised()
        promised.keys = promises.keys.sorted()
        await keep(promised)
    }
}

/// Events that are about to be told, and what the journal must know of them.
struct Promised: Sendable {
    var keys: [String] = []
    var changes: [JournalChange] = []
}

extension JournalChange {
    fileprivate static func keep(_ delivery: Delivery, as key: String) -> JournalChange {
        let row = EventRow(
            target: "\(delivery.target)",
            source: "\(delivery.source)",
            body: delivery.body,
            subject: delivery.subject
        )
        return .put(JournalRow(key: key, value: RowText.write(row)), shelf: BucketShelf.events)
    }
}
