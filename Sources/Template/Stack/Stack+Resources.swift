import YAML

extension Stack {
    /// Types that say how the stack is watched, deployed or encrypted: nothing on one machine hangs on them.
    private static let withoutEffect: Set<String> = [
        "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm", "AWS::CloudWatch::Dashboard",
        "AWS::CodeDeploy::Application", "AWS::CodeDeploy::DeploymentGroup", "AWS::KMS::Alias", "AWS::KMS::Key",
        "AWS::Lambda::Version", "AWS::Logs::LogGroup", "AWS::Scheduler::ScheduleGroup",
    ]

    mutating func add(_ resource: Resource, _ resolver: inout Resolver) throws(TemplateError) {
        let identity = Identity.of(resource.type)
        guard !identity.isOpaque, !Self.withoutEffect.contains(resource.type) else {
            let kind: Note.Kind = identity.isOpaque ? .notUnderstood : .withoutEffect
            // What it refers to must be there all the same.
            _ = try resolver.resolve(resource.properties)
            return notes.append(Note(kind, resource.id, type: resource.writtenType, property: nil, at: resource.place))
        }
        let properties = try resolver.resolve(resource.properties) ?? .empty(at: resource.place)
        let reader = try Properties(of: resource.id, type: resource.writtenType, properties)
        let names = Names(
            id: resource.id,
            name: try resolver.name(of: resource),
            reference: try resolver.fill(identity.reference, for: resource),
            arn: try identity.arn.map { (form) throws(TemplateError) in try resolver.fill(form, for: resource) } ?? "",
            streamARN: try resolver.fill(identity.attributes["StreamArn"] ?? "", for: resource)
        )
        if let property = identity.nameProperty { reader.skip(property) }
        try read(resource, reader, names)
        notes += reader.finish()
        for attribute in resource.attributes where attribute.key != "Metadata" {
            notes.append(
                Note(
                    ["DeletionPolicy", "UpdateReplacePolicy"].contains(attribute.key) ? .withoutEffect : .notUnderstood,
                    resource.id,
                    type: resource.writtenType,
                    property: attribute.key,
                    at: attribute.place
                )
            )
        }
    }

    private mutating func read(_ resource: Resource, _ reader: Properties, _ names: Names) throws(TemplateError) {
        switch resource.type {
        case "AWS::Lambda::Function": functions.append(try Function(reader, names))
        case "AWS::Lambda::EventSourceMapping": mappings.append(try EventSourceMapping(reader, names))
        case "AWS::Lambda::EventInvokeConfig": invokeConfigs.append(try EventInvokeConfig(reader, names))
        case "AWS::Lambda::Permission": permissions.append(try FunctionPermission(reader, names))
        case "AWS::Lambda::Alias": try readAlias(reader, names)
        case "AWS::IAM::Role": roles.append(try Role(reader, names))
        case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy": policies(reader, names)
        case "AWS::SQS::Queue": queues.append(try Queue(reader, names))
        case "AWS::SNS::Topic": try addTopic(reader, names)
        case "AWS::SNS::Subscription": subscriptions.append(try Subscription(reader, names))
        case "AWS::SQS::QueuePolicy": resourcePolicies.append(try ResourcePolicy(reader, names, targets: "Queues"))
        case "AWS::SNS::TopicPolicy": resourcePolicies.append(try ResourcePolicy(reader, names, targets: "Topics"))
        case "AWS::S3::BucketPolicy": resourcePolicies.append(try ResourcePolicy(reader, names, targets: "Bucket"))
        case "AWS::S3::Bucket": buckets.append(try Bucket(reader, names))
        case "AWS::DynamoDB::Table": tables.append(try Table(reader, names))
        case "AWS::SecretsManager::Secret": secrets.append(try Secret(reader, names))
        case "AWS::ApiGatewayV2::Api": apis.append(try HTTPAPI(reader, names))
        case "AWS::ApiGatewayV2::Stage": try readStage(reader)
        case "AWS::Events::Rule": rules.append(try Rule(reader, names))
        case "AWS::Events::EventBus": eventBuses.append(EventBus(id: names.id, name: names.name, arn: names.arn))
        case "AWS::Scheduler::Schedule": schedules.append(try Schedule(reader, names))
        default: notes.append(Note(.notUnderstood, names.id, type: resource.type, property: nil, at: resource.place))
        }
    }

    private mutating func readAlias(_ reader: Properties, _ names: Names) throws(TemplateError) {
        let function = FunctionReference(try reader.need("FunctionName"))
        reader.skip("FunctionVersion")
        reader.ignore("Description", "ProvisionedConcurrencyConfig")
        guard let index = functions.firstIndex(where: { $0.name == function.name }) else { return }
        functions[index].aliases.append(names.name)
    }

    private mutating func policies(_ reader: Properties, _ names: Names) {
        reader.refuse("PolicyDocument", "write the policy into the role itself")
        reader.skip("PolicyDocument")
    }

    private mutating func addTopic(_ reader: Properties, _ names: Names) throws(TemplateError) {
        topics.append(try Topic(reader, names))
        for (index, subscription) in try reader.maps("Subscription").enumerated() {
            let names = Names(
                id: "\(names.id).Subscription[\(index)]",
                name: "",
                reference: "",
                arn: names.reference,
                streamARN: ""
            )
            subscriptions.append(try Subscription(subscription, names, topic: names.arn))
        }
    }

    private mutating func readStage(_ reader: Properties) throws(TemplateError) {
        let id = try reader.need("ApiId")
        let stage = try HTTPAPI.Stage(reader)
        guard let index = apis.firstIndex(where: { $0.apiID == id }) else {
            return reader.refuse("ApiId", "it is no API of this template")
        }
        apis[index].stages.append(stage)
    }

    /// Gives each function the statements of its role.
    mutating func readRoles(of resolver: Resolver) throws(TemplateError) {
        for index in functions.indices {
            let role = roles.first { $0.arn == functions[index].roleARN }
            functions[index].policy = role?.policy
            guard role == nil else { continue }
            let function = functions[index]
            notes.append(
                Note(
                    .notUnderstood,
                    function.id,
                    type: "AWS::Lambda::Function",
                    property: "Role",
                    "it is no role of this template, so what it allows is not known",
                    at: resolver.resources[function.id]?.place ?? .start
                )
            )
        }
    }
}

/// What a resource is called: in the template, by its service, by `Ref`, and by its ARN.
struct Names {
    let id: String
    let name: String
    let reference: String
    let arn: String
    let streamARN: String
}

extension Identity {
    /// The form of the ARN, which some types give by `Ref`.
    var arn: String? {
        if reference.hasPrefix("arn:") { return reference }
        return attributes["Arn"]
    }
}
