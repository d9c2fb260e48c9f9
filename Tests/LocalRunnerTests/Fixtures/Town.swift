import AllFunctions
import AWSClient
import Files
import HTTP
import Hosting
import JSON
import TestKit
import Time

@testable import local_runner

/// A template with two functions and what they need, in a folder of its own, and the functions themselves.
enum Town {
    static let template = """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Uploads:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: uploads
              NotificationConfiguration:
                QueueConfigurations: [{Event: 's3:ObjectCreated:*', Queue: !GetAtt Inbox.Arn}]
          Inbox:
            Type: AWS::SQS::Queue
            Properties: {QueueName: inbox}
          Letters:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: letters
              VisibilityTimeout: 30
              RedrivePolicy: {deadLetterTargetArn: !GetAtt Graves.Arn, maxReceiveCount: 2}
          Graves:
            Type: AWS::SQS::Queue
            Properties: {QueueName: graves}
          Sorter:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: provided.al2023
              Handler: bootstrap
              Timeout: 5
              Environment: {Variables: {LETTERS: !Ref Letters}}
              Policies: [S3ReadPolicy: {BucketName: uploads}, SQSSendMessagePolicy: {QueueName: letters}]
              Events:
                Inbox: {Type: SQS, Properties: {Queue: !GetAtt Inbox.Arn}}
          Postman:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: provided.al2023
              Handler: bootstrap
              Timeout: 5
              Events:
                Letters: {Type: SQS, Properties: {Queue: !GetAtt Letters.Arn, BatchSize: 1}}
        """

    /// Reads the object that a message of its queue names, and writes a letter of its bytes.
    static let sorter: FunctionTable.Make = { settings, outside in
        let desk = try Desk(&settings, outside)
        return Clerk { event, context in
            let message = event["Records"]?[0]?["body"]?.string ?? ""
            let record = try JSONValue(parsing: Array(message.utf8))["Records"]?[0]
            let name = record?["s3"]?["object"]?["key"]?.string ?? ""
            let key = try ObjectKey(String(name.map { $0 == "+" ? " " : $0 }))
            let input = GetObjectInput(bucket: try BucketName("uploads"), key: key)
            guard
                case .answer(let object) = try await desk.s3.getObject(input, limit: 1_024, deadline: context.deadline)
            else { return }
            let text = String(decoding: object.body, as: UTF8.self)
            _ = try await desk.sqs.call(SendMessage(queueUrl: desk.letters, OutgoingMessage(messageBody: text)))
        }
    }

    /// Carries out letters, but for those that it cannot.
    static let postman: FunctionTable.Make = { settings, outside in
        Clerk { event, context in
            switch event["Records"]?[0]?["body"]?.string {
            case "poison": throw StepFailure.reject(Fault(.invalid, "poison", "It burns."))
            case "slow": try await outside.clock.sleep(for: .seconds(60))
            default: break
            }
        }
    }

    /// A runner with both functions, in a folder that has the template and an event whose object holds `text`.
    static func run(
        _ line: [String],
        object text: String = "hello",
        template: String = Self.template
    ) async throws -> Visit {
        try await withTemporaryFolder { folder in
            try TestKit.run("mkdir", "-p", "\(folder)/objects/uploads/a")
            try write(template, to: "\(folder)/template.yaml")
            try write(text, to: "\(folder)/objects/uploads/a/b c.txt")
            try write(event, to: "\(folder)/upload.json")
            let screen = Screen()
            let runner = screen.runner(functions: FunctionTable(["Sorter": sorter, "Postman": postman]))
            let words = line.map { $0 == "upload.json" ? "\(folder)/upload.json" : $0 }
            let ending = await runner.run(words + ["--template", "\(folder)/template.yaml"])
            return Visit(ending: ending, output: screen.output, errors: screen.errors)
        }
    }

    private static let event = """
        {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
            "s3": {"bucket": {"name": "uploads"}, "object": {"key": "a/b+c.txt", "size": 5}}}]}
        """
}

/// What a command came to.
struct Visit {
    let ending: Ending
    let output: String
    let errors: String
}

/// The clients of a function, made of its environment alone.
private struct Desk {
    let s3: S3
    let sqs: SQS
    let letters: String

    init(_ settings: inout Settings, _ outside: Outside) throws {
        var variables: [String: String] = [:]
        for name in [
            "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_ENDPOINT_URL",
        ] {
            variables[name] = settings.required(name)
        }
        letters = settings.required("LETTERS") ?? ""
        let settings = ClientSettings(AWSSettings(variables))
        let context = AWSContext(settings, files: SystemFiles(), outside: outside)
        s3 = try S3(context)
        sqs = try SQS(context)
    }
}

/// A handler that answers nothing, and fails where its work does.
private struct Clerk: Handler {
    let work: @Sendable (JSONValue, InvocationContext) async throws -> Void

    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        do {
            try await work(try JSONValue(parsing: event.bytes), context)
            return .bytes(Array("{}".utf8))
        } catch let failure as StepFailure {
            throw failure
        } catch {
            throw .retry(Fault(.unavailable, "work", "\(error)"))
        }
    }
}
