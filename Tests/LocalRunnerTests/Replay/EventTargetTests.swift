import JSON
import Template
import Testing

@testable import local_runner

/// For whom an event is, where more than one function could be meant.
struct EventTargetTests {
    private static let template = """
        Transform: AWS::Serverless-2016-10-31
        Globals: {Function: {Runtime: provided.al2023, Handler: bootstrap, CodeUri: ./}}
        Resources:
          Uploads: {Type: 'AWS::S3::Bucket', Properties: {BucketName: uploads}}
          One:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: one
              Events:
                Doc: {Type: HttpApi, Properties: {Path: '/docs/{id}', Method: GET}}
                Made:
                  Type: S3
                  Properties:
                    Bucket: !Ref Uploads
                    Events: 's3:ObjectCreated:*'
                    Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}]}}
                Bus: {Type: EventBridgeRule, Properties: {Pattern: {source: [one]}}}
          Two:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: two
              Events:
                Rest: {Type: HttpApi, Properties: {Path: '/{proxy+}', Method: ANY}}
                Gone: {Type: S3, Properties: {Bucket: !Ref Uploads, Events: 's3:ObjectRemoved:*'}}
                Bus: {Type: EventBridgeRule, Properties: {Pattern: {source: [two]}}}
          Three:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: three
              Events: {Default: {Type: HttpApi}}
        """

    private static func request(_ method: String, _ path: String, of route: String = "$default") -> String {
        #"{"version":"2.0","routeKey":"\#(route)","rawPath":"\#(path)","requestContext":"#
            + #"{"http":{"method":"\#(method)"}}}"#
    }

    private static func record(_ name: String) -> String {
        #"{"Records":[{"eventSource":"aws:s3","eventName":"\#(name)","s3":"#
            + #"{"bucket":{"name":"uploads"},"object":{"key":"in/a"}}}]}"#
    }

    @Test(arguments: [
        (request("GET", "/docs/1", of: "GET /docs/{id}"), "one"), (request("GET", "/docs/1"), "one"),
        (request("PUT", "/docs/1"), "two"), (request("GET", "/"), "three"),
        (record("ObjectCreated:Put"), "one"), (record("ObjectRemoved:Delete"), "two"),
        (#"{"source":"one","detail-type":"t","detail":{}}"#, "one"),
        (#"{"source":"two","detail-type":"t","detail":{}}"#, "two"),
    ])
    func `an event goes where AWS would send it`(_ text: String, _ function: String) throws {
        let stack = try Stack(reading: Array(Self.template.utf8))
        let event = try #require(try ReplayInput(Array(text.utf8)).events.first)
        #expect(try EventTarget(stack).function(for: event) == function)
    }

    private static let queued = """
        Transform: AWS::Serverless-2016-10-31
        Globals: {Function: {Runtime: provided.al2023, Handler: bootstrap, CodeUri: ./}}
        Resources:
          Letters: {Type: 'AWS::SQS::Queue', Properties: {QueueName: letters}}
          Uploads:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: uploads
              NotificationConfiguration:
                QueueConfigurations: [{Event: 's3:ObjectCreated:*', Queue: !GetAtt Letters.Arn}]
          News: {Type: 'AWS::SNS::Topic', Properties: {TopicName: news}}
          Heard:
            Type: AWS::SNS::Subscription
            Properties: {TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Letters.Arn}
          Reader:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: reader
              Events: {Letter: {Type: SQS, Properties: {Queue: !GetAtt Letters.Arn}}}
        """

    private static let news =
        #"{"Records":[{"EventSource":"aws:sns","Sns":"#
        + #"{"Type":"Notification","TopicArn":"arn:aws:sns:us-east-1:000000000000:news","Message":"m"}}]}"#

    @Test(arguments: [(record("ObjectCreated:Put"), "Records"), (news, "Message")])
    func `what a queue is told of, a function gets as a message of that queue`(
        _ text: String,
        _ mark: String
    ) throws {
        let targets = EventTarget(try Stack(reading: Array(Self.queued.utf8)))
        let event = try #require(try ReplayInput(Array(text.utf8)).events.first)
        #expect(try targets.function(for: event) == "reader")
        let record = try #require(targets.delivered(event, to: "reader").event["Records"]?[0])
        #expect(record["eventSource"] == "aws:sqs")
        let body = try JSONValue(parsing: Array((record["body"]?.string ?? "").utf8))
        #expect(body[mark] == (mark == "Records" ? event.event["Records"] : "m"))
        #expect(targets.delivered(event, to: "somebody else") == event)
    }
}
