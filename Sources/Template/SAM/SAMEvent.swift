import YAML

/// One event of a function, and what SAM makes of it.
struct SAMEvent {
    private let name: String
    private let type: String
    private let properties: Value
    private let function: SAMFunction
    private let place: YAMLPlace

    init(_ event: Value.Member, of function: SAMFunction) throws(TemplateError) {
        name = event.key
        self.function = function
        place = event.place
        properties = event.value["Properties"] ?? .empty(at: event.value.place)
        guard let type = event.value["Type"]?.string, properties.members != nil else {
            throw TemplateError(.missingProperty("Type", of: "\(function.id).Events.\(event.key)"), at: event.place)
        }
        self.type = type
    }

    private var id: String { function.id + name }

    private var path: String { "Events.\(name)" }

    func make(in transform: inout SAMTransform, for function: inout SAMFunction) throws(TemplateError) {
        if let queue = properties["DeadLetterConfig"], queue["Arn"] == nil {
            refuse("DeadLetterConfig", "a queue is named by its Arn", at: queue.place, in: &transform)
        }
        switch type {
        case "SQS":
            function.manage("service-role/AWSLambdaSQSQueueExecutionRole")
            makeMapping(source: "Queue", in: &transform)
        case "DynamoDB":
            function.manage("service-role/AWSLambdaDynamoDBExecutionRole")
            makeMapping(source: "Stream", in: &transform)
        case "S3": try makeNotification(in: &transform)
        case "SNS": makeSubscription(in: &transform)
        case "HttpApi":
            transform.add(transform.apis.notes(of: properties, function.resource, path))
            let method = properties["Method"]?.string ?? "ANY"
            let api = try transform.apis.add(properties, id: id, target: self.function.target, method, at: place)
            makePermission(principal: "apigateway.amazonaws.com", source: api, in: &transform)
        case "Schedule", "EventBridgeRule", "CloudWatchEvent": makeRule(in: &transform)
        case "ScheduleV2": makeSchedule(in: &transform)
        default:
            // SAM knows more types than we do, and a misspelt one is none of them.
            refuse(nil, "there is no type of event \(type) here", at: place, in: &transform)
        }
    }

    private func refuse(
        _ key: String?,
        _ reason: String,
        at place: YAMLPlace,
        in transform: inout SAMTransform
    ) {
        let property = key.map { "\(path).\($0)" } ?? path
        let type = function.resource.writtenType
        transform.add([Note(.notUnderstood, function.id, type: type, property: property, reason, at: place)])
    }

    /// The event's properties but for some, under their own names.
    private func rest(but names: String...) -> [(String, Value?)] {
        (properties.members ?? []).filter { !names.contains($0.key) }.map { ($0.key, $0.value) }
    }

    private func makePermission(principal: String, source: Value?, in transform: inout SAMTransform) {
        transform.add(
            function.made(
                id + "Permission",
                "AWS::Lambda::Permission",
                [
                    ("Action", .text("lambda:InvokeFunction", at: place)), ("FunctionName", function.target),
                    ("Principal", .text(principal, at: place)), ("SourceArn", source),
                    ("SourceAccount", source == nil ? .ref("AWS::AccountId", at: place) : nil),
                ]
            )
        )
    }

    private func makeMapping(source: String, in transform: inout SAMTransform) {
        let mapping: [(String, Value?)] = [("EventSourceArn", properties[source]), ("FunctionName", function.target)]
        transform.add(function.made(id, "AWS::Lambda::EventSourceMapping", mapping + rest(but: source)))
    }

    private func makeNotification(in transform: inout SAMTransform) throws(TemplateError) {
        guard let bucket = properties["Bucket"]?.referredName else {
            let subject = "\(function.id).Events.\(name).Bucket"
            throw TemplateError(.wrongShape(subject, expected: "a Ref to a bucket of this template"), at: place)
        }
        transform.add(properties.notes(knowing: ["Bucket", "Events", "Filter"], in: function.resource, path))
        makePermission(principal: "s3.amazonaws.com", source: nil, in: &transform)
        let events = properties["Events"].map { $0.list ?? [$0] } ?? []
        for event in events {
            let configuration = Value.map(
                [("Event", event), ("Function", function.target), ("Filter", properties["Filter"])],
                at: place
            )
            transform.notifications.append(
                SAMTransform.BucketNotification(
                    bucket: bucket,
                    configuration: configuration,
                    permission: id + "Permission",
                    place: place
                )
            )
        }
    }

    private func makeSubscription(in transform: inout SAMTransform) {
        let subscription: [(String, Value?)] = [
            ("Endpoint", function.arn), ("Protocol", .text("lambda", at: place)), ("TopicArn", properties["Topic"]),
        ]
        transform.add(function.made(id, "AWS::SNS::Subscription", subscription + rest(but: "Topic")))
        makePermission(principal: "sns.amazonaws.com", source: properties["Topic"], in: &transform)
    }

    private func makeRule(in transform: inout SAMTransform) {
        let target: [(String, Value?)] = [
            ("Arn", function.arn),
            ("Id", properties["Target"]?["Id"] ?? .text("\(id)LambdaTarget", at: place)),
            ("Input", properties["Input"]), ("InputPath", properties["InputPath"]),
            ("InputTransformer", properties["InputTransformer"]), ("RetryPolicy", properties["RetryPolicy"]),
            ("DeadLetterConfig", properties["DeadLetterConfig"].map { .map([("Arn", $0["Arn"])], at: $0.place) }),
        ]
        let isOff = properties["Enabled"]?.scalarText == "false"
        let rule: [(String, Value?)] = [
            ("ScheduleExpression", properties["Schedule"]), ("EventPattern", properties["Pattern"]),
            ("State", properties["State"] ?? (isOff ? .text("DISABLED", at: place) : nil)),
            ("Targets", .list([.map(target, at: place)], at: place)),
        ]
        let others = rest(
            but: "Schedule",
            "Pattern",
            "State",
            "Enabled",
            "Target",
            "Input",
            "InputPath",
            "InputTransformer",
            "RetryPolicy",
            "DeadLetterConfig"
        )
        transform.add(function.made(id, "AWS::Events::Rule", rule + others))
        makePermission(principal: "events.amazonaws.com", source: .attribute("Arn", of: id, at: place), in: &transform)
    }

    private func makeSchedule(in transform: inout SAMTransform) {
        let target: [(String, Value?)] = [
            ("Arn", function.arn),
            ("RoleArn", properties["RoleArn"] ?? .attribute("Arn", of: id + "Role", at: place)),
            ("Input", properties["Input"]), ("RetryPolicy", properties["RetryPolicy"]),
            ("DeadLetterConfig", properties["DeadLetterConfig"].map { .map([("Arn", $0["Arn"])], at: $0.place) }),
        ]
        let mode = Value.map([("Mode", .text("OFF", at: place))], at: place)
        let named = properties["OmitName"]?.scalarText == "true" ? nil : Value.text(id, at: place)
        let schedule: [(String, Value?)] = [
            ("Name", properties["Name"] ?? named), ("FlexibleTimeWindow", properties["FlexibleTimeWindow"] ?? mode),
            ("Target", .map(target, at: place)),
        ]
        let others = rest(
            but: "Name",
            "FlexibleTimeWindow",
            "RoleArn",
            "Input",
            "RetryPolicy",
            "DeadLetterConfig",
            "OmitName"
        )
        transform.add(function.made(id, "AWS::Scheduler::Schedule", schedule + others))
        guard properties["RoleArn"] == nil else { return }
        let statement = Value.map(
            [
                ("Action", .text("lambda:InvokeFunction", at: place)), ("Effect", .text("Allow", at: place)),
                ("Resource", function.arn),
            ],
            at: place
        )
        let document = Value.map([("Statement", .list([statement], at: place))], at: place)
        let policy = Value.map(
            [("PolicyName", .text("\(id)LambdaPolicy", at: place)), ("PolicyDocument", document)],
            at: place
        )
        transform.add(function.made(id + "Role", "AWS::IAM::Role", [("Policies", .list([policy], at: place))]))
    }
}
