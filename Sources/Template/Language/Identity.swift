/// What `Ref` and `Fn::GetAtt` give of a type of resource.
///
/// In a form, `{name}` and its like are filled in; any other word is a property of the resource.
struct Identity {
    enum Naming {
        case plain, lowercase
        /// With `.fifo` at the end where that property is true.
        case fifo(String)
    }

    var nameProperty: String?
    var naming = Naming.plain
    var reference = "{name}"
    var attributes: [String: String] = [:]
    /// Whether it is a type that we do not know, so that its attributes may be anything.
    var isOpaque = false

    static func of(_ type: String) -> Identity { known[type] ?? Identity(isOpaque: true) }

    private static func arn(_ service: String, _ resource: String) -> String {
        "arn:{partition}:\(service):{region}:{account}:\(resource)"
    }

    private static let known: [String: Identity] = {
        var known = messaging.merging(stores) { one, _ in one }
        known.merge(functions) { one, _ in one }
        known.merge(others) { one, _ in one }
        return known
    }()

    private static let messaging: [String: Identity] = [
        "AWS::SQS::Queue": Identity(
            nameProperty: "QueueName",
            naming: .fifo("FifoQueue"),
            reference: "{endpoint}/{account}/{name}",
            attributes: ["Arn": arn("sqs", "{name}"), "QueueName": "{name}", "QueueUrl": "{endpoint}/{account}/{name}"]
        ),
        "AWS::SNS::Topic": Identity(
            nameProperty: "TopicName",
            naming: .fifo("FifoTopic"),
            reference: arn("sns", "{name}"),
            attributes: ["TopicArn": arn("sns", "{name}"), "TopicName": "{name}"]
        ),
        "AWS::SNS::Subscription": Identity(
            reference: arn("sns", "{TopicArn}:{id}"),
            attributes: ["Arn": arn("sns", "{TopicArn}:{id}")]
        ),
        "AWS::SQS::QueuePolicy": Identity(attributes: ["Id": "{name}"]),
        "AWS::SNS::TopicPolicy": Identity(attributes: ["Id": "{name}"]),
        "AWS::Events::Rule": Identity(nameProperty: "Name", attributes: ["Arn": arn("events", "rule/{name}")]),
        "AWS::Events::EventBus": Identity(
            nameProperty: "Name",
            attributes: ["Arn": arn("events", "event-bus/{name}"), "Name": "{name}"]
        ),
        "AWS::Scheduler::Schedule": Identity(
            nameProperty: "Name",
            attributes: ["Arn": arn("scheduler", "schedule/default/{name}")]
        ),
        "AWS::Scheduler::ScheduleGroup": Identity(
            nameProperty: "Name",
            attributes: ["Arn": arn("scheduler", "schedule-group/{name}")]
        ),
    ]

    private static let stores: [String: Identity] = [
        "AWS::S3::Bucket": Identity(
            nameProperty: "BucketName",
            naming: .lowercase,
            attributes: [
                "Arn": "arn:{partition}:s3:::{name}",
                "DomainName": "{name}.s3.amazonaws.com",
                "DualStackDomainName": "{name}.s3.dualstack.{region}.amazonaws.com",
                "RegionalDomainName": "{name}.s3.{region}.amazonaws.com",
                "WebsiteURL": "http://{name}.s3-website-{region}.amazonaws.com",
            ]
        ),
        "AWS::S3::BucketPolicy": Identity(),
        "AWS::DynamoDB::Table": Identity(
            nameProperty: "TableName",
            attributes: [
                "Arn": arn("dynamodb", "table/{name}"),
                "StreamArn": arn("dynamodb", "table/{name}/stream/1970-01-01T00:00:00.000"),
                "TableId": "{id}",
            ]
        ),
        // The end of the ARN is six random characters on AWS.
        "AWS::SecretsManager::Secret": Identity(
            nameProperty: "Name",
            reference: arn("secretsmanager", "secret:{name}-AssayL"),
            attributes: ["Id": arn("secretsmanager", "secret:{name}-AssayL")]
        ),
    ]

    private static let functions: [String: Identity] = [
        "AWS::Lambda::Function": Identity(
            nameProperty: "FunctionName",
            attributes: ["Arn": arn("lambda", "function:{name}")]
        ),
        "AWS::Lambda::Alias": Identity(
            nameProperty: "Name",
            reference: arn("lambda", "function:{FunctionName}:{name}"),
            attributes: ["AliasArn": arn("lambda", "function:{FunctionName}:{name}")]
        ),
        "AWS::Lambda::Version": Identity(
            reference: arn("lambda", "function:{FunctionName}:1"),
            attributes: ["Version": "1", "FunctionArn": arn("lambda", "function:{FunctionName}:1")]
        ),
        "AWS::Lambda::Permission": Identity(attributes: ["Id": "{name}"]),
        "AWS::Lambda::EventSourceMapping": Identity(
            reference: "{id}",
            attributes: ["Id": "{id}", "EventSourceMappingArn": arn("lambda", "event-source-mapping:{id}")]
        ),
        "AWS::Lambda::EventInvokeConfig": Identity(),
        "AWS::IAM::Role": Identity(
            nameProperty: "RoleName",
            attributes: ["Arn": "arn:{partition}:iam::{account}:role/{name}", "RoleId": "{id}"]
        ),
        "AWS::IAM::Policy": Identity(nameProperty: "PolicyName", attributes: ["Id": "{id}"]),
        "AWS::IAM::ManagedPolicy": Identity(
            nameProperty: "ManagedPolicyName",
            reference: "arn:{partition}:iam::{account}:policy/{name}",
            attributes: ["PolicyArn": "arn:{partition}:iam::{account}:policy/{name}"]
        ),
        "AWS::ApiGatewayV2::Api": Identity(
            reference: "{lower}",
            attributes: ["ApiEndpoint": "{endpoint}", "ApiId": "{lower}"]
        ),
        "AWS::ApiGatewayV2::Stage": Identity(nameProperty: "StageName"),
        "AWS::ApiGatewayV2::Route": Identity(reference: "{lower}", attributes: ["RouteId": "{lower}"]),
        "AWS::ApiGatewayV2::Integration": Identity(reference: "{id}", attributes: ["IntegrationId": "{id}"]),
        "AWS::ApiGatewayV2::Authorizer": Identity(reference: "{id}", attributes: ["AuthorizerId": "{id}"]),
    ]

    private static let others: [String: Identity] = [
        "AWS::CodeDeploy::Application": Identity(nameProperty: "ApplicationName"),
        "AWS::CodeDeploy::DeploymentGroup": Identity(nameProperty: "DeploymentGroupName"),
        "AWS::Logs::LogGroup": Identity(
            nameProperty: "LogGroupName",
            attributes: ["Arn": arn("logs", "log-group:{name}:*"), "LogGroupArn": arn("logs", "log-group:{name}")]
        ),
        "AWS::CloudWatch::Alarm": Identity(
            nameProperty: "AlarmName",
            attributes: ["Arn": arn("cloudwatch", "alarm:{name}")]
        ),
        "AWS::CloudWatch::CompositeAlarm": Identity(
            nameProperty: "AlarmName",
            attributes: ["Arn": arn("cloudwatch", "alarm:{name}")]
        ),
        "AWS::CloudWatch::Dashboard": Identity(nameProperty: "DashboardName"),
        "AWS::KMS::Key": Identity(
            reference: "{lower}",
            attributes: ["Arn": arn("kms", "key/{lower}"), "KeyId": "{lower}"]
        ),
        "AWS::KMS::Alias": Identity(nameProperty: "AliasName"),
    ]
}
