import YAML

/// A Lambda function.
package struct Function: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    package let handler: String?
    package let runtime: String?
    package let timeout: Duration
    /// In MiB.
    package let memory: Int
    package let environment: [String: String]
    package let architectures: [String]
    package let reservedConcurrency: Int?
    package let roleARN: String
    /// Where asynchronous invocations go that never succeeded.
    package let deadLetterTarget: String?
    package let tracing: String?
    /// Where the code is, as the template says it: a folder, an archive, or a place in S3.
    package let code: Value?
    package internal(set) var aliases: [String] = []
    /// What its role allows; nil where the role is not of this template.
    package internal(set) var policy: Policy?

    /// The folder or the archive that holds the code; nil where it lies elsewhere.
    package var codePath: String? { code?.string }

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        handler = try reader.string("Handler")
        runtime = try reader.string("Runtime")
        timeout = try reader.seconds("Timeout") ?? .seconds(3)
        memory = try reader.integer("MemorySize") ?? 128
        let variables = try reader.map("Environment")
        environment = try variables?.texts("Variables") ?? [:]
        architectures = try reader.strings("Architectures") ?? ["x86_64"]
        reservedConcurrency = try reader.integer("ReservedConcurrentExecutions")
        roleARN = try reader.need("Role")
        deadLetterTarget = try reader.map("DeadLetterConfig")?.string("TargetArn")
        tracing = try reader.map("TracingConfig")?.string("Mode")
        code = reader.value("Code")
        reader.skip("Description")
        reader.ignore(
            "AutoPublishAliasAllProperties",
            "AutoPublishCodeSha256",
            "PropagateTags",
            "VersionDescription",
            "CodeSigningConfigArn",
            "KmsKeyArn",
            "LoggingConfig",
            "PackageType",
            "Tags",
            "VpcConfig"
        )
        if let folder = try reader.map("EphemeralStorage") { folder.ignore("Size") }
    }
}

/// What a service may call a function, by the function's own policy.
package struct FunctionPermission: Sendable, Equatable {
    package let id: String
    package let function: FunctionReference
    package let action: String
    /// `s3.amazonaws.com`.
    package let principal: String
    package let sourceARN: Pattern?
    package let sourceAccount: String?

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        function = FunctionReference(try reader.need("FunctionName"))
        action = try reader.need("Action")
        principal = try reader.need("Principal")
        sourceARN = try reader.string("SourceArn").map(Pattern.init)
        sourceAccount = try reader.string("SourceAccount")
    }
}

/// A role, with all that its policies allow.
package struct Role: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    package let policy: Policy

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        var policy = Policy()
        for arn in try reader.strings("ManagedPolicyArns") ?? [] {
            if let statements = ManagedPolicies.statements(arn, at: reader.value.place) {
                policy.statements += statements
            } else {
                reader.refuse("ManagedPolicyArns", "what \(arn) allows is not known")
            }
        }
        for item in try reader.maps("Policies") {
            item.skip("PolicyName")
            guard let document = try item.map("PolicyDocument") else { throw item.missing("PolicyDocument") }
            policy.statements += try Policy(document).statements
        }
        self.policy = policy
        reader.skip("Description", "Path", "AssumeRolePolicyDocument")
        reader.ignore("MaxSessionDuration", "Tags")
    }
}

/// What a queue, a topic or a bucket lets others do with it.
package struct ResourcePolicy: Sendable, Equatable {
    package let id: String
    /// Queue URLs, topic ARNs or a bucket's name.
    package let targets: [String]
    package let policy: Policy

    init(_ reader: Properties, _ names: Names, targets key: String) throws(TemplateError) {
        id = names.id
        guard let targets = try reader.strings(key) else { throw reader.missing(key) }
        self.targets = targets
        guard let document = try reader.map("PolicyDocument") else { throw reader.missing("PolicyDocument") }
        policy = try Policy(document)
    }
}
