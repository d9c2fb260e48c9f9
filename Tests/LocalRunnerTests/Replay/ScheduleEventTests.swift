import Template
import Testing

@testable import local_runner

/// The events of rules and schedules go to whom those call.
struct ScheduleEventTests {
    private static let template = """
        Transform: AWS::Serverless-2016-10-31
        Globals: {Function: {Runtime: provided.al2023, Handler: bootstrap, CodeUri: ./}}
        Resources:
          Sweep:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: broom
              Events: {Now: {Type: ScheduleV2, Properties: {Name: sweep, ScheduleExpression: rate(5 minutes)}}}
          Count:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: count
              Events: {Now: {Type: Schedule, Properties: {Name: count, Schedule: rate(1 hour)}}}
          Idle: {Type: 'AWS::Serverless::Function', Properties: {FunctionName: idle}}
        """

    private static func event(_ source: String, _ resource: String) -> String {
        #"{"source":"\#(source)","detail-type":"Scheduled Event","resources":[\#(resource)],"detail":"{}"}"#
    }

    private static func function(for text: String) throws -> String {
        let stack = try Stack(reading: Array(template.utf8))
        return try EventTarget(stack).function(for: try #require(try ReplayInput(Array(text.utf8)).events.first))
    }

    @Test(arguments: [
        (event("aws.scheduler", #""arn:aws:scheduler:us-east-1:000000000000:schedule/default/sweep""#), "broom"),
        // As it comes from an account of AWS.
        (event("aws.scheduler", #""arn:aws:scheduler:eu-west-1:123456789012:schedule/default/sweep""#), "broom"),
        (event("aws.events", #""arn:aws:events:us-east-1:000000000000:rule/count""#), "count"),
    ])
    func `one that names its schedule is for the function that this calls`(_ text: String, _ name: String) throws {
        #expect(try Self.function(for: text) == name)
    }

    @Test(arguments: [
        (
            event("aws.scheduler", #""arn:aws:scheduler:us-east-1:000000000000:schedule/default/other""#),
            "schedules call Count, Sweep"
        ),
        (event("aws.scheduler", #""sweep""#), "schedules call Count, Sweep"),
        (event("aws.events", ""), "--function NAME says which of broom, count is meant"),
        (#"{"check":true}"#, "schedules call Count, Sweep: what one sends of its own, invoke hands over as it is"),
    ])
    func `one that does not is answered with those that could be meant`(_ text: String, _ words: String) throws {
        let fault = #expect(throws: TargetFault.self) { try Self.function(for: text) }
        #expect(fault?.description.contains(words) == true, "\(String(describing: fault))")
    }
}
