import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

struct TimerTests {
    private static let template = """
        Resources:
          Sweep:
            Type: AWS::Events::Rule
            Properties:
              Name: sweep
              ScheduleExpression: rate(5 minutes)
              Targets: [{Id: f, Arn: 'arn:aws:lambda:us-east-1:000000000000:function:sweep'}]
          Off:
            Type: AWS::Events::Rule
            Properties:
              Name: idle
              State: DISABLED
              ScheduleExpression: rate(1 minute)
              Targets: [{Id: f, Arn: 'arn:aws:lambda:us-east-1:000000000000:function:idle'}]
        """

    private static func schedule(_ properties: String) -> String {
        """
        Resources:
          Nightly:
            Type: AWS::Scheduler::Schedule
            Properties:
              Name: nightly
              FlexibleTimeWindow: {Mode: 'OFF'}
              \(properties)
        """
    }

    @Test func `a rule with a rate begins a period after the start, and goes on`() async throws {
        let station = try Station(Self.template)
        await station.whileRunning {
            for count in 1...3 {
                await station.clock.waitForSleepers(1)
                #expect(station.functions.events.count == count - 1)
                station.clock.advance(by: .seconds(299))
                await station.clock.waitForSleepers(1)
                #expect(station.functions.events.count == count - 1)
                station.clock.advance(by: .seconds(1))
                await station.functions.called.wait(for: count)
            }
        }
        let event = try #require(try station.functions.values.last)
        #expect(event["detail-type"] == "Scheduled Event" && event["source"] == "aws.events" && event["detail"] == [:])
        #expect(event["time"] == "2027-01-15T08:15:00Z")
        #expect(event["resources"] == ["arn:aws:events:us-east-1:000000000000:rule/sweep"])
    }

    @Test func `what was missed stays missed`() async throws {
        let station = try Station(Self.template)
        await station.whileRunning {
            await station.clock.waitForSleepers(1)
            // As when a machine wakes up.
            station.clock.advance(by: .seconds(3 * 3_600 + 30))
            await station.functions.called.wait(for: 1)
            await station.clock.waitForSleepers(1)
            station.clock.advance(by: .seconds(270))
            await station.functions.called.wait(for: 2)
        }
        #expect(try station.functions.values.map { $0["time"] } == ["2027-01-15T08:05:00Z", "2027-01-15T11:05:00Z"])
    }

    @Test func `nothing is done by the clock where schedules are left out, and one at a time when it is asked for`()
        async throws
    {
        let station = try Station(Self.template, runsSchedules: false)
        try await station.whileRunning {
            #expect(station.clock.sleeperCount == 0)
            station.clock.advance(by: .seconds(3_600))
            #expect(await station.buses.timers == ["idle", "sweep"])
            try await station.buses.fire("sweep")
        }
        #expect(try station.functions.values.map { $0["time"] } == ["2027-01-15T09:00:00Z"])
        await #expect(throws: ServiceFault.self) { try await station.buses.fire("none") }
    }

    @Test func `a rule that is put or turned on while time goes is in time`() async throws {
        let station = try Station()
        _ = try await station.call("PutRule", ["Name": "r", "ScheduleExpression": "rate(1 hour)", "State": "DISABLED"])
        let target: JSONValue = ["Id": "f", "Arn": .string(Station.function("f"))]
        _ = try await station.call("PutTargets", ["Rule": "r", "Targets": [target]])
        try await station.whileRunning {
            await station.clock.waitForSleepers(1)
            station.clock.advance(by: .seconds(1_800))
            _ = try await station.call("EnableRule", ["Name": "r"])
            station.clock.advance(by: .seconds(3_599))
            #expect(station.functions.events.isEmpty)
            await station.clock.waitForSleepers(1)
            station.clock.advance(by: .seconds(1))
            await station.functions.called.wait(for: 1)
        }
    }

    @Test(arguments: [
        (
            "ScheduleExpression: rate(1 hours)",
            ["2027-01-15T08:00:00Z", "2027-01-15T09:00:00Z", "2027-01-15T10:00:00Z"]
        ),
        (
            "ScheduleExpression: rate(1 hours)\n      StartDate: '2027-01-15T07:30:00Z'",
            ["2027-01-15T08:30:00Z", "2027-01-15T09:30:00Z"]
        ),
        (
            "ScheduleExpression: rate(1 hours)\n      StartDate: '2027-01-15T08:10:00Z'\n"
                + "      EndDate: '2027-01-15T09:10:00Z'",
            ["2027-01-15T08:10:00Z", "2027-01-15T09:10:00Z"]
        ),
        ("ScheduleExpression: at(2027-01-15T09:30:00)", ["2027-01-15T09:30:00Z"]),
        (
            "ScheduleExpression: cron(0 * * * ? *)\n      StartDate: '2027-01-15T09:00:00Z'\n"
                + "      EndDate: '2027-01-15T09:59:00Z'",
            ["2027-01-15T09:00:00Z"]
        ),
        ("ScheduleExpression: rate(1 hours)\n      State: DISABLED", []),
    ])
    func `a schedule of Scheduler is due between its ends`(properties: String, times: [String]) async throws {
        let target = "\n      Target: {Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f', RoleArn: r}"
        let station = try Station(Self.schedule(properties + target))
        await station.whileRunning {
            for step in 0..<15 {
                await station.clock.waitForSleepers(1)
                if step < 14 { station.clock.advance(by: .seconds(600)) }
            }
        }
        #expect(try station.functions.values.compactMap { $0["time"]?.string } == times)
    }

    @Test func `Scheduler's event is its own, and so is its input`() async throws {
        let target = "Target: {Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f', RoleArn: r"
        let rate = "ScheduleExpression: rate(1 hours)\n      "
        let plain = try Station(Self.schedule(rate + target + "}"), runsSchedules: false)
        try await plain.buses.fire("nightly")
        let event = try #require(try plain.functions.values.first)
        #expect(event["source"] == "aws.scheduler" && event["detail"] == "{}")
        #expect(event["resources"]?[0]?.string?.hasSuffix("nightly") == true)
        let input = #"'{"at":"<aws.scheduler.scheduled-time>","n":<aws.scheduler.attempt-number>}'"#
        let own = try Station(Self.schedule(rate + target + ", Input: \(input)}"), runsSchedules: false)
        try await own.buses.fire("nightly")
        #expect(own.functions.events == [#"{"at":"2027-01-15T08:00:00Z","n":1}"#])
    }

    private static let function = "lambda:us-east-1:000000000000:function:f"

    private static func hourly(_ line: String, _ target: String) -> String {
        schedule(
            "ScheduleExpression: rate(1 hours)\n      \(line)\n      Target: {Arn: 'arn:aws:\(target)', RoleArn: r}"
        )
    }

    @Test(arguments: [
        ("ScheduleExpressionTimezone: ../passwd.", function), ("StartDate: yesterday", function),
        ("State: ENABLED", "sqs"),
    ])
    func `a schedule that AWS would refuse is refused at the start`(line: String, target: String) {
        let fault = #expect(throws: ServiceFault.self) { try Station(Self.hourly(line, target)) }
        #expect(fault?.code == "ValidationException")
    }

    @Test(arguments: [
        ("ScheduleExpressionTimezone: Nowhere/Land", function),
        ("State: ENABLED", "events:us-east-1:000000000000:event-bus/default"),
        ("State: ENABLED", "scheduler:::aws-sdk:sqs:sendMessage"),
    ])
    func `a schedule that is not emulated is left out, and said to be`(line: String, target: String) async throws {
        let station = try Station(Self.hourly(line, target))
        #expect(station.buses.shortcomings.map(\.logicalID) == ["Nightly"])
        #expect(await station.buses.timers.isEmpty)
    }

    @Test func `a rule is told to the targets that are emulated, and the others are named`() async throws {
        let more = "{Id: m, Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:m'}, {Id: f"
        let station = try Station(Self.template.split(separator: "{Id: f", maxSplits: 1).joined(separator: more))
        try await station.buses.fire("sweep")
        #expect(station.functions.events.count == 1)
        #expect(station.buses.shortcomings.map(\.logicalID) == ["Sweep"])
    }
}
