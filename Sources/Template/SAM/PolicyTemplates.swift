import YAML

/// SAM's policy templates: statements with a blank for the name of one resource.
enum PolicyTemplates {
    private struct Form {
        let parameter: String
        let actions: [String]
        /// With the parameter in braces, and the words that `Fn::Sub` knows.
        let resources: [String]
    }

    static func expand(_ member: Value.Member) throws(TemplateError) -> Value {
        guard let form = forms[member.key] else {
            let nearest = nearest(to: member.key, among: forms.keys)
            throw TemplateError(.unknown(.policyTemplate, member.key, nearest: nearest), at: member.place)
        }
        guard let name = member.value[form.parameter] else {
            throw TemplateError(.missingProperty(form.parameter, of: member.key), at: member.place)
        }
        if let other = member.value.members?.first(where: { $0.key != form.parameter }) {
            throw TemplateError(.wrongShape(member.key, expected: "a map of \(form.parameter) alone"), at: other.place)
        }
        let place = member.place
        let variables = Value.map([("name", name)], at: place)
        let resources = form.resources.map { pattern in
            Value.function("Fn::Sub", .list([.text(pattern, at: place), variables], at: place))
        }
        let statement = Value.map(
            [
                ("Action", .list(form.actions.map { .text($0, at: place) }, at: place)),
                ("Effect", .text("Allow", at: place)), ("Resource", .list(resources, at: place)),
            ],
            at: place
        )
        return .map([("Statement", .list([statement], at: place))], at: place)
    }

    private static func here(_ service: String, _ resource: String) -> String {
        "arn:${AWS::Partition}:\(service):${AWS::Region}:${AWS::AccountId}:\(resource)"
    }

    private static let bucket = ["arn:${AWS::Partition}:s3:::${name}", "arn:${AWS::Partition}:s3:::${name}/*"]
    private static let table = [here("dynamodb", "table/${name}"), here("dynamodb", "table/${name}/index/*")]

    private static func table(_ actions: String...) -> Form {
        Form(parameter: "TableName", actions: actions.map { "dynamodb:" + $0 }, resources: table)
    }

    private static func bucket(_ actions: String...) -> Form {
        Form(parameter: "BucketName", actions: actions.map { "s3:" + $0 }, resources: bucket)
    }

    private static func queue(_ actions: String...) -> Form {
        Form(parameter: "QueueName", actions: actions.map { "sqs:" + $0 }, resources: [here("sqs", "${name}")])
    }

    private static let forms: [String: Form] = [
        "S3ReadPolicy": bucket(
            "GetObject",
            "ListBucket",
            "GetBucketLocation",
            "GetObjectVersion",
            "GetLifecycleConfiguration"
        ),
        "S3CrudPolicy": bucket(
            "GetObject",
            "ListBucket",
            "GetBucketLocation",
            "GetObjectVersion",
            "PutObject",
            "PutObjectAcl",
            "GetLifecycleConfiguration",
            "PutLifecycleConfiguration",
            "DeleteObject"
        ),
        "S3WritePolicy": bucket("PutObject", "PutObjectAcl", "PutLifecycleConfiguration"),
        "SQSSendMessagePolicy": queue("SendMessage*"),
        "SQSPollerPolicy": queue(
            "ChangeMessageVisibility",
            "ChangeMessageVisibilityBatch",
            "DeleteMessage",
            "DeleteMessageBatch",
            "GetQueueAttributes",
            "ReceiveMessage"
        ),
        "DynamoDBCrudPolicy": table(
            "GetItem",
            "DeleteItem",
            "PutItem",
            "Scan",
            "Query",
            "UpdateItem",
            "BatchWriteItem",
            "BatchGetItem",
            "DescribeTable",
            "ConditionCheckItem"
        ),
        "DynamoDBReadPolicy": table("GetItem", "Scan", "Query", "BatchGetItem", "DescribeTable"),
        "DynamoDBWritePolicy": table("PutItem", "UpdateItem", "BatchWriteItem"),
        "SNSPublishMessagePolicy": Form(
            parameter: "TopicName",
            actions: ["sns:Publish"],
            resources: [here("sns", "${name}")]
        ),
        "AWSSecretsManagerGetSecretValuePolicy": Form(
            parameter: "SecretArn",
            actions: ["secretsmanager:GetSecretValue"],
            resources: ["${name}"]
        ),
        "LambdaInvokePolicy": Form(
            parameter: "FunctionName",
            actions: ["lambda:InvokeFunction"],
            resources: [here("lambda", "function:${name}*")]
        ),
    ]
}
