import AWSClient
import Crypto
import JSON
import Time

/// One call of each operation, with all that it can say.
extension BotocoreBodyTests {
    private static let attributes: [String: MessageAttributeValue] = [
        "a": .string("é"), "b": .binary([0, 255]), "c": .number("1"), "d": .stringArray(["x"]),
    ]
    private static let outgoing = OutgoingMessage(
        messageBody: "b &=",
        delaySeconds: 1,
        messageAttributes: attributes,
        awsTraceHeader: "Root=1",
        messageGroupId: "g",
        messageDeduplicationId: "d"
    )

    static let toSQS: [any SQSOperation] = [
        SendMessage(queueUrl: "q", outgoing),
        SendMessageBatch(queueUrl: "q", entries: [.init(id: "1", outgoing)]),
        DeleteMessage(queueUrl: "q", .init(receiptHandle: "r")),
        DeleteMessageBatch(queueUrl: "q", entries: [.init(id: "1", .init(receiptHandle: "r"))]),
        ChangeMessageVisibility(queueUrl: "q", .init(receiptHandle: "r", visibilityTimeout: 5)),
        ChangeMessageVisibilityBatch(
            queueUrl: "q",
            entries: [.init(id: "1", .init(receiptHandle: "r", visibilityTimeout: 5))]
        ),
        CreateQueue(queueName: "q", attributes: ["VisibilityTimeout": "30"]),
        GetQueueUrl(queueName: "q"), GetQueueAttributes(queueUrl: "q", attributeNames: ["All"]),
        SetQueueAttributes(queueUrl: "q", attributes: ["VisibilityTimeout": "30"]), DeleteQueue(queueUrl: "q"),
        PurgeQueue(queueUrl: "q"), ListQueues(queueNamePrefix: "q", nextToken: "t", maxResults: 5),
        ListDeadLetterSourceQueues(queueUrl: "q", nextToken: "t", maxResults: 5),
        StartMessageMoveTask(sourceArn: "s", destinationArn: "d", maxNumberOfMessagesPerSecond: 5),
        ListMessageMoveTasks(sourceArn: "s", maxResults: 5), CancelMessageMoveTask(taskHandle: "h"),
    ]

    private static let item: Item = [
        "s": .string("é"), "n": .number("1"), "b": .binary([0]), "t": .bool(true), "z": .null,
        "m": .map(["l": .list([.string("")])]), "ss": .stringSet(["a"]), "ns": .numberSet(["1"]),
        "bs": .binarySet([[1], [2]]),
    ]
    private static let key: Item = ["id": .string("1")]
    private static let expressions = Expressions(
        conditionExpression: "#a = :v",
        expressionAttributeNames: ["#a": "a"],
        expressionAttributeValues: [":v": .binary([1])],
        returnValuesOnConditionCheckFailure: .allOld
    )
    private static let put = Put(tableName: "table", item: item, expressions)
    private static let update = Update(tableName: "table", key: key, updateExpression: "ADD #a :v", expressions)
    private static let delete = Delete(tableName: "table", key: key, expressions)
    private static let get = Get(
        tableName: "table",
        key: key,
        projectionExpression: "#a",
        expressionAttributeNames: ["#a": "a"]
    )

    static let toDynamoDB: [any DynamoDBOperation] = [
        GetItem(get, consistentRead: true, returnConsumedCapacity: .total),
        PutItem(put, returnValues: .allOld, returnConsumedCapacity: .indexes, isIdempotent: true),
        UpdateItem(
            update,
            returnValues: .allNew,
            returnConsumedCapacity: ReturnConsumedCapacity.none,
            isIdempotent: true
        ),
        DeleteItem(delete, returnValues: ReturnValues.none, isIdempotent: true),
        query,
        BatchGetItem(
            requestItems: [
                "table": KeysAndAttributes(
                    keys: [key],
                    consistentRead: true,
                    projectionExpression: "#a",
                    expressionAttributeNames: ["#a": "a"]
                )
            ],
            returnConsumedCapacity: .total
        ),
        BatchWriteItem(
            requestItems: ["table": [.put(item: item), .delete(key: key)]],
            returnConsumedCapacity: .total,
            isIdempotent: true
        ),
        TransactWriteItems(
            transactItems: [
                .put(put), .update(update), .delete(delete),
                .conditionCheck(ConditionCheck(tableName: "table", key: key, expressions)),
            ],
            clientRequestToken: token,
            returnConsumedCapacity: .total
        ),
        TransactGetItems([get], returnConsumedCapacity: .total), createTable, DescribeTable(tableName: "table"),
        DeleteTable(tableName: "table"), UpdateTimeToLive(tableName: "table", attributeName: "a", enabled: true),
    ]

    private static let query = Query(
        tableName: "table",
        indexName: "index",
        keyConditionExpression: "#a = :v",
        filterExpression: "b > :v",
        projectionExpression: "#a",
        expressionAttributeNames: ["#a": "a"],
        expressionAttributeValues: [":v": .number("1")],
        scanIndexForward: false,
        limit: 5,
        consistentRead: true,
        exclusiveStartKey: key,
        select: "SPECIFIC_ATTRIBUTES",
        returnConsumedCapacity: .total
    )

    private static let createTable = CreateTable(
        tableName: "table",
        attributeDefinitions: [.init(attributeName: "id", attributeType: "S")],
        keySchema: [.init(attributeName: "id", keyType: .hash), .init(attributeName: "at", keyType: .range)],
        globalSecondaryIndexes: [
            .init(
                indexName: "index",
                keySchema: [.init(attributeName: "at", keyType: .hash)],
                projection: .include(["a"])
            )
        ]
    )

    private static let token = UUID.v5(namespace: .url, name: "token")

    static let toSecretsManager: [any SecretsManagerOperation] = [
        GetSecretValue(secretId: "s", versionId: token.description, versionStage: "AWSCURRENT"),
        CreateSecret(name: "s", clientRequestToken: token, .text(SecretText("x"))),
        PutSecretValue(
            secretId: "s",
            clientRequestToken: token,
            versionStages: ["AWSCURRENT"],
            .binary(SecretBytes([0, 255]))
        ),
    ]

    private static let published = TopicMessage(
        message: "m &=+é",
        subject: "s",
        messageStructure: "json",
        messageAttributes: attributes,
        messageGroupId: "g",
        messageDeduplicationId: "d"
    )
    private static let publishedInput: JSONObject = [
        "Message": "m &=+é", "Subject": "s", "MessageStructure": "json",
        "MessageAttributes": [
            "a": ["DataType": "String", "StringValue": "é"], "b": ["DataType": "Binary", "BinaryValue": "AP8="],
            "c": ["DataType": "Number", "StringValue": "1"],
            "d": ["DataType": "String.Array", "StringValue": #"["x"]"#],
        ],
        "MessageGroupId": "g", "MessageDeduplicationId": "d",
    ]

    private static func input(_ fields: JSONObject, and name: String, _ value: String) -> JSONValue {
        var fields = fields
        fields[name] = .string(value)
        return .object(fields)
    }

    static let toSNS: [(any SNSOperation, JSONValue)] = [
        (Publish(topicArn: "t", published), input(publishedInput, and: "TopicArn", "t")),
        (
            PublishBatch(topicArn: "t", entries: [.init(id: "1", published), .init(id: "2", .init(message: "n"))]),
            [
                "TopicArn": "t",
                "PublishBatchRequestEntries": [
                    input(publishedInput, and: "Id", "1"), ["Id": "2", "Message": "n"],
                ],
            ]
        ),
        (
            CreateTopic(name: "t", attributes: ["FifoTopic": "true", "DisplayName": "d"]),
            ["Name": "t", "Attributes": ["DisplayName": "d", "FifoTopic": "true"]]
        ),
        (DeleteTopic(topicArn: "t"), ["TopicArn": "t"]),
        (
            Subscribe(topicArn: "t", protocol: "sqs", endpoint: "q", attributes: ["RawMessageDelivery": "true"]),
            [
                "TopicArn": "t", "Protocol": "sqs", "Endpoint": "q", "Attributes": ["RawMessageDelivery": "true"],
                "ReturnSubscriptionArn": true,
            ]
        ),
        (
            SetSubscriptionAttributes(subscriptionArn: "s", attributeName: "FilterPolicy", attributeValue: "{}"),
            ["SubscriptionArn": "s", "AttributeName": "FilterPolicy", "AttributeValue": "{}"]
        ),
        (ListSubscriptionsByTopic(topicArn: "t", nextToken: "n"), ["TopicArn": "t", "NextToken": "n"]),
    ]

    private static let role = "arn:aws:iam::123456789012:role/r"

    static let toSTS: [(any STSOperation, JSONValue)] = [
        (
            AssumeRole(roleArn: role, roleSessionName: "name", externalId: "external", durationSeconds: 900),
            [
                "RoleArn": .string(role), "RoleSessionName": "name", "ExternalId": "external", "DurationSeconds": 900,
            ]
        ),
        (
            AssumeRoleWithWebIdentity(
                roleArn: role,
                roleSessionName: "name",
                webIdentityToken: SecretText("token"),
                durationSeconds: 900
            ),
            [
                "RoleArn": .string(role), "RoleSessionName": "name", "WebIdentityToken": "token",
                "DurationSeconds": 900,
            ]
        ),
        (GetCallerIdentity(), [:]),
    ]
}
