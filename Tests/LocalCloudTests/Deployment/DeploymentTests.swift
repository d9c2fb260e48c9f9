import AWSClient
import HTTP
import Template
import TestKit
import Testing
import Time

@testable import LocalCloud

/// What a template says is in the cloud, and again after a restart, as the template says it then.
struct DeploymentTests {
    private let journal = MemoryJournal()
    private let clock = ManualClock(now: Neighbourhood.start)
    private let random = SeededRandom(seed: 8)

    private func deploy(
        _ resources: String,
        secrets: [String: String] = [:]
    ) async throws -> (deployment: Deployment, context: AWSContext) {
        let text = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n\(resources)"
        let stack = try Stack(reading: Array(text.utf8))
        let ground = Ground(clock: clock, random: random, journal: journal)
        let deployment = try await Deployment(of: stack, on: ground, secrets: secrets)
        let settings = AWSSettings([
            "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:4566", "AWS_MAX_ATTEMPTS": "1",
        ])
        let outside = Outside(
            transport: DirectTransport(to: deployment.cloud, clock: clock),
            clock: clock,
            random: SeededRandom(seed: 9)
        )
        let credentials = FixedCredentials(Credentials(accessKeyID: "test", secretAccessKey: "test"))
        return (deployment, AWSContext(ClientSettings(settings), credentials: credentials, outside: outside))
    }

    @Test func `a queue has its attributes, and where it gives up to, and those that the template says later`()
        async throws
    {
        let letters = "  Dead: {Type: 'AWS::SQS::Queue', Properties: {QueueName: dead}}\n"
        let first = try await deploy(
            letters + """
                  Work:
                    Type: AWS::SQS::Queue
                    Properties:
                      QueueName: work
                      VisibilityTimeout: 7
                      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
                """
        )
        let sqs = try SQS(first.context)
        let url = "http://127.0.0.1:4566/000000000000/work"
        _ = try await sqs.call(SendMessage(queueUrl: url, OutgoingMessage(messageBody: "kept")))
        let told = try await sqs.call(GetQueueAttributes(queueUrl: url, attributeNames: ["All"])).attributes ?? [:]
        #expect(told["VisibilityTimeout"] == "7")
        #expect(told["RedrivePolicy"]?.hasSuffix(#""maxReceiveCount":3}"#) == true)

        let second = try await deploy(letters + "  Work: {Type: 'AWS::SQS::Queue', Properties: {QueueName: work}}\n")
        let again = try SQS(second.context)
        let later = try await again.call(GetQueueAttributes(queueUrl: url, attributeNames: ["All"])).attributes ?? [:]
        #expect(later["VisibilityTimeout"] == "30" && later["RedrivePolicy"] == nil)
        let messages = try await again.receiveMessage(ReceiveMessage(queueUrl: url)).messages ?? []
        #expect(messages.map(\.body) == ["kept"])
    }

    @Test func `a table with other keys than those that are kept is refused in a sentence`() async throws {
        func table(_ key: String) -> String {
            """
              Docs:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: docs
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: \(key), AttributeType: S}]
                  KeySchema: [{AttributeName: \(key), KeyType: HASH}]
            """
        }
        _ = try await deploy(table("id"))
        _ = try await deploy(table("id"))
        let fault = await #expect(throws: ServiceFault.self) { try await deploy(table("name")) }
        #expect(fault?.message.hasPrefix("The table docs is kept with other keys") == true)
    }

    @Test func `a secret is the developer's, then the template's, then made up once`() async throws {
        let resources = """
              Given: {Type: 'AWS::SecretsManager::Secret', Properties: {Name: given, SecretString: template}}
              Made:
                Type: AWS::SecretsManager::Secret
                Properties:
                  Name: made
                  GenerateSecretString:
                    {SecretStringTemplate: '{"user":"a"}', GenerateStringKey: key, PasswordLength: 12}
            """
        let first = try await deploy(resources)
        let manager = try AWSClient.Secrets(first.context)
        #expect(try await value("given", by: manager) == "template")
        let made = try await value("made", by: manager)
        #expect(made.hasPrefix(#"{"user":"a","key":""#) && made.count == #"{"user":"a","key":""}"#.count + 12)
        let second = try await deploy(resources, secrets: ["given": "mine", "other": "too"])
        let later = try AWSClient.Secrets(second.context)
        #expect(try await value("given", by: later) == "mine")
        #expect(try await value("other", by: later) == "too")
        #expect(try await value("made", by: later) == made)
    }

    @Test func `a subscription takes the template's filter, and loses what the template no longer says`() async throws {
        func resources(_ more: String) -> String {
            """
              Queue: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q}}
              Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName: t}}
              Wire:
                Type: AWS::SNS::Subscription
                Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn\(more)}
            """
        }
        let url = "http://127.0.0.1:4566/000000000000/q"
        let topic = "arn:aws:sns:us-east-1:000000000000:t"
        let first = try await deploy(resources(", RawMessageDelivery: true, FilterPolicy: {kind: [a]}"))
        let (sns, sqs) = (try SNS(first.context), try SQS(first.context))
        for kind in ["a", "b"] {
            let attribute = MessageAttributeValue(dataType: "String", .text(kind))
            _ = try await sns.call(
                Publish(topicArn: topic, TopicMessage(message: kind, messageAttributes: ["kind": attribute]))
            )
        }
        #expect(try await bodies(url, sqs) == ["a"])
        let second = try await deploy(resources(""))
        _ = try await SNS(second.context).call(Publish(topicArn: topic, TopicMessage(message: "c")))
        let body = try #require(try await bodies(url, try SQS(second.context)).first)
        #expect(body.firstRange(of: #""Message":"c""#) != nil)
    }

    @Test func `what is not emulated is a shortcoming, and no error`() async throws {
        let deployment = try await deploy(
            """
              Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName: t}}
              Mail:
                Type: AWS::SNS::Subscription
                Properties: {TopicArn: !Ref Topic, Protocol: email, Endpoint: a@example.org}
            """
        ).deployment
        #expect(deployment.shortcomings.map(\.description) == ["Mail: subscriptions by email are not emulated"])
    }

    @Test func `a schedule calls a function that has no alias, and one that has`() async throws {
        let stack = try Stack(
            reading: Array(
                """
                Transform: AWS::Serverless-2016-10-31
                Globals: {Function: {Runtime: provided.al2023, Handler: bootstrap, CodeUri: ./}}
                Resources:
                  Plain:
                    Type: AWS::Serverless::Function
                    Properties:
                      Events:
                        Clock: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}
                        Later: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 hour)}}
                        Bus: {Type: EventBridgeRule, Properties: {Pattern: {source: [a]}}}
                  Named:
                    Type: AWS::Serverless::Function
                    Properties:
                      AutoPublishAlias: live
                      Events: {Clock: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}}
                """.utf8
            )
        )
        let ground = Ground(clock: clock, random: random, journal: journal)
        #expect(try await Deployment(of: stack, on: ground).shortcomings == [])
        let targets = stack.rules.flatMap(\.targets).map(\.arn) + stack.schedules.map(\.target.arn)
        #expect(targets.count == 4 && targets.allSatisfy { ARN($0)?.service == "lambda" }, "\(targets)")
    }

    private func value(_ name: String, by manager: AWSClient.Secrets) async throws -> String {
        guard case .text(let secret) = try await manager.call(GetSecretValue(secretId: name)).value else { return "" }
        return secret.revealed
    }

    private func bodies(_ url: String, _ sqs: SQS) async throws -> [String] {
        let poll = ReceiveMessage(queueUrl: url, maxNumberOfMessages: 10)
        return (try await sqs.receiveMessage(poll).messages ?? []).map(\.body)
    }
}
