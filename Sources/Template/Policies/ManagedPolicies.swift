import YAML

/// AWS's own policies that functions have, with the actions that they allow on everything.
enum ManagedPolicies {
    private static let prefix = "arn:aws:iam::aws:policy/"

    private static let logs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]

    private static let actions: [String: [String]] = [
        "service-role/AWSLambdaBasicExecutionRole": logs,
        "service-role/AWSLambdaSQSQueueExecutionRole": logs + [
            "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage",
        ],
        "service-role/AWSLambdaDynamoDBExecutionRole": logs + [
            "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams",
        ],
        "service-role/AWSLambdaVPCAccessExecutionRole": logs + [
            "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
        ],
        "service-role/AWSCodeDeployRoleForLambda": [
            "cloudwatch:DescribeAlarms", "lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig",
            "lambda:UpdateAlias", "sns:Publish",
        ],
        "AWSXrayWriteOnlyAccess": xray,
        "AWSXRayDaemonWriteAccess": xray,
    ]

    private static let xray = [
        "xray:GetSamplingRules", "xray:GetSamplingStatisticSummaries", "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords", "xray:PutTraceSegments",
    ]

    /// The ARN of one of AWS's own policies by its plain name, as SAM takes it.
    static func arn(_ name: String) -> String? {
        actions.keys.sorted().first { $0 == name || $0.hasSuffix("/" + name) }.map { prefix + $0 }
    }

    static func statements(_ arn: String, at place: YAMLPlace) -> [Statement]? {
        guard arn.hasPrefix(prefix), let actions = actions[String(arn.dropFirst(prefix.count))] else { return nil }
        return [
            Statement(
                sid: nil,
                effect: .allow,
                actions: .only(actions.map(Pattern.init)),
                resources: .only([Pattern("*")]),
                principals: nil,
                condition: nil,
                place: place
            )
        ]
    }
}
