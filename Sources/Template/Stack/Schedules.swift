package import JSON
import YAML

/// A rule of EventBridge: when, or for which events, targets are called.
package struct Rule: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    /// `rate(5 minutes)` or `cron(…)`.
    package let schedule: String?
    package let pattern: JSONValue?
    package let bus: String
    package let isEnabled: Bool
    package let targets: [Target]

    package struct Target: Sendable, Equatable {
        package let id: String
        package let arn: String
        /// What is sent in place of the event.
        package let input: String?
        package let inputPath: String?
        package let inputTransformer: JSONValue?
        package let deadLetterTarget: String?
        package let maximumRetryAttempts: Int?
        package let maximumEventAge: Duration?
        package let messageGroup: String?
    }

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        schedule = try reader.string("ScheduleExpression")
        pattern = reader.value("EventPattern")?.json
        bus = try reader.string("EventBusName") ?? "default"
        isEnabled = try reader.string("State") != "DISABLED"
        var targets: [Target] = []
        for target in try reader.maps("Targets") { targets.append(try Target(target)) }
        self.targets = targets
        reader.skip("Description")
        reader.ignore("RoleArn", "Tags")
    }
}

extension Rule.Target {
    init(_ reader: Properties) throws(TemplateError) {
        id = try reader.string("Id") ?? ""
        arn = try reader.need("Arn")
        input = try reader.string("Input")
        inputPath = try reader.string("InputPath")
        inputTransformer = reader.value("InputTransformer")?.json
        deadLetterTarget = try reader.map("DeadLetterConfig")?.string("Arn")
        let retries = try reader.map("RetryPolicy")
        maximumRetryAttempts = try retries?.integer("MaximumRetryAttempts")
        maximumEventAge = try retries?.seconds("MaximumEventAgeInSeconds")
        messageGroup = try reader.map("SqsParameters")?.string("MessageGroupId")
        reader.ignore("RoleArn")
    }
}

/// A schedule of EventBridge Scheduler.
package struct Schedule: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    package let expression: String
    package let timezone: String
    package let start: String?
    package let end: String?
    package let isEnabled: Bool
    package let target: Rule.Target

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        expression = try reader.need("ScheduleExpression")
        timezone = try reader.string("ScheduleExpressionTimezone") ?? "UTC"
        start = try reader.string("StartDate")
        end = try reader.string("EndDate")
        isEnabled = try reader.string("State") != "DISABLED"
        guard let target = try reader.map("Target") else { throw reader.missing("Target") }
        self.target = try Rule.Target(target)
        let window = try reader.map("FlexibleTimeWindow")
        if try window?.string("Mode") == "FLEXIBLE" { window?.refuse("Mode", "it is called at the time itself") }
        window?.skip("MaximumWindowInMinutes")
        reader.skip("Description")
        reader.ignore("GroupName", "KmsKeyArn")
    }
}
