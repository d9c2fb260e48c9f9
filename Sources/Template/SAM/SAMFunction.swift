import YAML

/// One `AWS::Serverless::Function`, and all that SAM makes of it.
struct SAMFunction {
    let resource: Resource
    let properties: Value
    /// What events call: the function, or the alias that each deployment moves.
    let target: Value
    /// The same where an ARN is wanted: an alias gives its own by its name, and a function does not.
    let arn: Value
    private let alias: String?
    private var managedPolicies: [Value]
    private var policies: [Value] = []
    private var policyCount = 0

    init(_ resource: Resource, _ properties: Value) throws(TemplateError) {
        self.resource = resource
        self.properties = properties
        alias = try properties["AutoPublishAlias"].map { (value) throws(TemplateError) in
            guard let name = value.string else {
                throw TemplateError(.wrongShape("\(resource.id).AutoPublishAlias", expected: "a name"), at: value.place)
            }
            return name
        }
        target = .ref(alias.map { "\(resource.id)Alias\($0)" } ?? resource.id, at: resource.place)
        arn = alias == nil ? .attribute("Arn", of: resource.id, at: resource.place) : target
        managedPolicies = [Self.managed("service-role/AWSLambdaBasicExecutionRole", at: resource.place)]
    }

    var id: String { resource.id }
    var place: YAMLPlace { resource.place }

    /// A resource of ours with the function's own condition.
    func made(_ id: String, _ type: String, _ properties: [(String, Value?)]) -> Resource {
        var made = Resource(id, type: type, properties: .map(properties, at: place), at: place)
        made.condition = resource.condition
        return made
    }

    mutating func make(in transform: inout SAMTransform) throws(TemplateError) {
        makeFunction(in: &transform)
        if let alias { makeAlias(alias, in: &transform) }
        if let preference = properties["DeploymentPreference"] { makeDeployment(preference, in: &transform) }
        if properties["VpcConfig"] != nil { manage("service-role/AWSLambdaVPCAccessExecutionRole") }
        if let tracing = properties["Tracing"]?.string, tracing == "Active" || tracing == "PassThrough" {
            manage("AWSXrayWriteOnlyAccess")
        }
        try makeDestinations(in: &transform)
        for event in try members("Events") { try SAMEvent(event, of: self).make(in: &transform, for: &self) }
        if properties["Role"] == nil { try makeRole(in: &transform) }
    }

    /// Adds one of AWS's own policies to the role, once.
    mutating func manage(_ name: String) {
        let policy = Self.managed(name, at: place)
        if !managedPolicies.contains(policy) { managedPolicies.append(policy) }
    }

    private static func managed(_ name: String, at place: YAMLPlace) -> Value {
        .text("arn:aws:iam::aws:policy/" + name, at: place)
    }

    private func members(_ key: String) throws(TemplateError) -> [Value.Member] {
        guard let value = properties[key] else { return [] }
        guard let members = value.members else {
            throw TemplateError(.wrongShape("\(id).\(key)", expected: "a map"), at: value.place)
        }
        return members
    }

    // MARK: The function

    /// What SAM reads itself; all else is passed on under its own name.
    private static let ours: Set<String> = [
        "AssumeRolePolicyDocument", "AutoPublishAlias", "CodeUri", "DeadLetterQueue", "DeploymentPreference",
        "EventInvokeConfig", "Events", "InlineCode", "PermissionsBoundary", "Policies", "ProvisionedConcurrencyConfig",
        "Role", "RolePath", "Tags", "Tracing",
    ]

    private mutating func makeFunction(in transform: inout SAMTransform) {
        var function = Value.map(
            [
                ("Code", properties["CodeUri"] ?? properties["InlineCode"]),
                ("Role", properties["Role"] ?? .attribute("Arn", of: id + "Role", at: place)),
                ("Tags", properties["Tags"]?.tagList),
                ("TracingConfig", properties["Tracing"].map { .map([("Mode", $0)], at: $0.place) }),
            ],
            at: properties.place
        )
        if let queue = properties["DeadLetterQueue"] {
            function = function.with("DeadLetterConfig", .map([("TargetArn", queue["TargetArn"])], at: queue.place))
            transform.add(queue.notes(knowing: ["TargetArn", "Type"], in: resource, "DeadLetterQueue"))
            let isTopic = queue["Type"]?.string == "SNS"
            allow(isTopic ? "sns:Publish" : "sqs:SendMessage", queue["TargetArn"], as: "DeadLetterQueuePolicy")
        }
        for member in properties.members ?? [] where !Self.ours.contains(member.key) {
            function = function.with(member.key, member.value)
        }
        var made = resource
        made.type = "AWS::Lambda::Function"
        made.properties = function
        transform.add(made)
    }

    /// The name of a version ends with a hash of its code on AWS.
    private func makeAlias(_ alias: String, in transform: inout SAMTransform) {
        let version = made("\(id)Version", "AWS::Lambda::Version", [("FunctionName", .ref(id, at: place))])
        transform.add(version)
        let name = "\(id)Alias\(alias)"
        transform.add(
            made(
                name,
                "AWS::Lambda::Alias",
                [
                    ("Name", .text(alias, at: place)), ("FunctionName", .ref(id, at: place)),
                    ("FunctionVersion", .attribute("Version", of: version.id, at: place)),
                    ("ProvisionedConcurrencyConfig", properties["ProvisionedConcurrencyConfig"]),
                ]
            )
        )
        transform.addAlias("\(id).Alias", for: name)
        transform.addAlias("\(id).Version", for: version.id)
    }

    /// What moves the alias from version to version.
    ///
    /// It is a resource beside the function, so its alarms may watch that.
    private func makeDeployment(_ preference: Value, in transform: inout SAMTransform) {
        transform.addDeploymentApplication(at: preference.place)
        let group = [("DeploymentPreference", Value?.some(preference))]
        transform.add(made("\(id)DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup", group))
    }

    // MARK: Destinations

    private mutating func makeDestinations(in transform: inout SAMTransform) throws(TemplateError) {
        guard let given = properties["EventInvokeConfig"] else { return }
        let configID = id + "EventInvokeConfig"
        var destinations: [(String, Value?)] = []
        for outcome in ["OnSuccess", "OnFailure"] {
            guard let wanted = given["DestinationConfig"]?[outcome] else { continue }
            let target = try destination(wanted, configID + outcome, in: &transform)
            destinations.append((outcome, .map([("Destination", target)], at: wanted.place)))
        }
        var config: [(String, Value?)] = [
            ("FunctionName", .ref(id, at: place)), ("Qualifier", .text(alias ?? "$LATEST", at: place)),
            ("DestinationConfig", destinations.isEmpty ? nil : .map(destinations, at: given.place)),
        ]
        for member in given.members ?? [] where member.key != "DestinationConfig" {
            config.append((member.key, member.value))
        }
        transform.add(made(configID, "AWS::Lambda::EventInvokeConfig", config))
    }

    private mutating func destination(
        _ wanted: Value,
        _ id: String,
        in transform: inout SAMTransform
    ) throws(TemplateError) -> Value {
        let actions = [
            "SQS": "sqs:SendMessage", "SNS": "sns:publish", "Lambda": "lambda:InvokeFunction",
            "EventBridge": "events:PutEvents", "S3Bucket": "s3:PutObject",
        ]
        let type = wanted["Type"]?.string ?? ""
        guard let action = actions[type] else {
            throw TemplateError(
                .wrongShape("\(id).Type", expected: "one of \(actions.keys.sorted())"),
                at: wanted.place
            )
        }
        var target = wanted["Destination"]
        if target == nil, type == "SQS" {
            transform.add(made(id + "Queue", "AWS::SQS::Queue", []))
            target = .attribute("Arn", of: id + "Queue", at: wanted.place)
        } else if target == nil, type == "SNS" {
            transform.add(made(id + "Topic", "AWS::SNS::Topic", []))
            target = .ref(id + "Topic", at: wanted.place)
        }
        guard let target else { throw TemplateError(.missingProperty("Destination", of: id), at: wanted.place) }
        allow(action, target, as: "\(id)\(type)Policy")
        return target
    }

    // MARK: The role

    private mutating func allow(_ action: String, _ resource: Value?, as name: String) {
        guard let resource else { return }
        let statement = Value.map(
            [("Action", .text(action, at: place)), ("Effect", .text("Allow", at: place)), ("Resource", resource)],
            at: place
        )
        add(.map([("Statement", .list([statement], at: place))], at: place), as: name)
    }

    private mutating func add(_ document: Value, as name: String) {
        policies.append(.map([("PolicyName", .text(name, at: place)), ("PolicyDocument", document)], at: place))
    }

    private mutating func makeRole(in transform: inout SAMTransform) throws(TemplateError) {
        let given = properties["Policies"]
        let list = given.map { $0.list ?? [$0] } ?? []
        for policy in list { try add(policy) }
        transform.add(
            made(
                id + "Role",
                "AWS::IAM::Role",
                [
                    ("AssumeRolePolicyDocument", properties["AssumeRolePolicyDocument"]),
                    ("ManagedPolicyArns", .list(managedPolicies, at: place)),
                    ("Policies", policies.isEmpty ? nil : .list(policies, at: place)),
                    ("Path", properties["RolePath"]), ("PermissionsBoundary", properties["PermissionsBoundary"]),
                    ("Tags", properties["Tags"]?.tagList),
                ]
            )
        )
    }

    /// A managed policy by its name or ARN, a policy template, or a document.
    private mutating func add(_ policy: Value) throws(TemplateError) {
        defer { policyCount += 1 }
        if let name = policy.string {
            let isARN = name.hasPrefix("arn:")
            let arn = isARN ? policy : .text(ManagedPolicies.arn(name) ?? name, at: policy.place)
            if !managedPolicies.contains(arn) { managedPolicies.append(arn) }
        } else if policy["Statement"] != nil {
            add(policy, as: "\(id)RolePolicy\(policyCount)")
        } else if policy.call != nil {
            managedPolicies.append(policy)
        } else if let members = policy.members, members.count == 1, let member = members.first {
            add(try PolicyTemplates.expand(member), as: "\(id)RolePolicy\(policyCount)")
        } else {
            throw TemplateError(
                .wrongShape("A policy of \(id)", expected: "a name, a policy template or a document"),
                at: policy.place
            )
        }
    }
}
