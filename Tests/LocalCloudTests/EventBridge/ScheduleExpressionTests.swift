import Testing
import Time

@testable import LocalCloud

struct ScheduleExpressionTests {
    private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test(arguments: [
        ("rate(1 minute)", "2027-01-01T00:00:30Z", "2027-01-01T00:01:30Z"),
        ("rate(2 hours)", "2027-01-01T23:00:00Z", "2027-01-02T01:00:00Z"),
        ("rate(7 days)", "2027-02-25T10:00:00Z", "2027-03-04T10:00:00Z"),
        // Each minute, and the end of a minute, an hour, a day, a month, a year.
        ("cron(* * * * ? *)", "2027-01-01T00:00:00Z", "2027-01-01T00:01:00Z"),
        ("cron(* * * * ? *)", "2027-12-31T23:59:59.999Z", "2028-01-01T00:00:00Z"),
        ("cron(0 10 * * ? *)", "2027-01-01T10:00:00Z", "2027-01-02T10:00:00Z"),
        ("cron(0 10 * * ? *)", "2027-01-01T09:59:59.999Z", "2027-01-01T10:00:00Z"),
        ("cron(15 12 * * ? *)", "2027-02-28T12:15:00Z", "2027-03-01T12:15:00Z"),
        ("cron(0 18 ? * MON-FRI *)", "2027-01-01T18:00:00Z", "2027-01-04T18:00:00Z"),
        ("cron(0 8 1 * ? *)", "2027-01-01T08:00:00Z", "2027-02-01T08:00:00Z"),
        ("cron(0/15 * * * ? *)", "2027-01-01T00:45:00Z", "2027-01-01T01:00:00Z"),
        ("cron(5/20 * * * ? *)", "2027-01-01T00:30:00Z", "2027-01-01T00:45:00Z"),
        ("cron(0/10 * ? * MON-FRI *)", "2027-01-02T12:00:00Z", "2027-01-04T00:00:00Z"),
        ("cron(0/5 8-17 ? * MON-FRI *)", "2027-01-01T17:55:00Z", "2027-01-04T08:00:00Z"),
        ("cron(*/20,7 3 * * ? *)", "2027-01-01T03:00:00Z", "2027-01-01T03:07:00Z"),
        ("cron(10-30/10 3 * * ? *)", "2027-01-01T03:20:00Z", "2027-01-01T03:30:00Z"),
        ("cron(0 0 ? jan,Jul * 2030)", "2027-01-01T00:00:00Z", "2030-01-01T00:00:00Z"),
        // Ranges that go over the end.
        ("cron(0 0 ? * FRI-MON *)", "2027-01-04T00:00:00Z", "2027-01-08T00:00:00Z"),
        ("cron(0 22-1 * * ? *)", "2027-01-01T01:00:00Z", "2027-01-01T22:00:00Z"),
        // Leap days: 2100 has none.
        ("cron(0 0 29 2 ? *)", "2027-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
        ("cron(0 0 29 2 ? *)", "2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z"),
        ("cron(0 0 31 * ? *)", "2027-03-31T00:00:00Z", "2027-05-31T00:00:00Z"),
        // The last of the month, and of the week.
        ("cron(0 12 L * ? *)", "2027-02-01T00:00:00Z", "2027-02-28T12:00:00Z"),
        ("cron(0 12 L * ? *)", "2028-02-01T00:00:00Z", "2028-02-29T12:00:00Z"),
        ("cron(0 12 ? * L *)", "2027-01-01T00:00:00Z", "2027-01-02T12:00:00Z"),
        ("cron(0 12 ? * 6L *)", "2027-01-01T00:00:00Z", "2027-01-29T12:00:00Z"),
        ("cron(0 12 ? * FRIL *)", "2027-01-29T12:00:00Z", "2027-02-26T12:00:00Z"),
        // The working day that is nearest: before, behind, and never in another month.
        ("cron(0 9 3W * ? *)", "2027-07-01T00:00:00Z", "2027-07-02T09:00:00Z"),
        ("cron(0 9 4W * ? *)", "2027-07-01T00:00:00Z", "2027-07-05T09:00:00Z"),
        ("cron(0 9 1W * ? *)", "2027-04-30T00:00:00Z", "2027-05-03T09:00:00Z"),
        ("cron(0 9 31W * ? *)", "2027-10-01T00:00:00Z", "2027-10-29T09:00:00Z"),
        // The second Tuesday, and the fifth Friday, which not each month has.
        ("cron(0 9 ? * 3#2 *)", "2027-01-01T00:00:00Z", "2027-01-12T09:00:00Z"),
        ("cron(0 9 ? * FRI#5 *)", "2027-01-29T09:00:00Z", "2027-04-30T09:00:00Z"),
        ("cron(0 0 1,L * ? *)", "2027-01-01T00:00:00Z", "2027-01-31T00:00:00Z"),
    ])
    func `the next time is the first behind an instant`(text: String, after: String, next: String) throws {
        let expression = try ScheduleExpression(text)
        #expect(expression.next(after: try instant(after)) == (try instant(next)), "\(text)")
    }

    @Test(arguments: ["cron(0 0 30 2 ? *)", "cron(0 0 1 1 ? 2026)", "cron(0 0 29 2 ? 2027-2027)"])
    func `what never comes again has no next time`(text: String) throws {
        #expect(try ScheduleExpression(text).next(after: try instant("2027-01-01T00:00:00Z")) == nil)
    }

    @Test(arguments: [
        "", "rate", "rate()", "rate(0 minutes)", "rate(1 minutes)", "rate(5 minute)", "rate(-1 minutes)",
        "rate(1 second)", "rate(1.5 hours)", "rate(5 minutes) ", "cron()", "cron(* * * * *)", "cron(* * * * * *)",
        "cron(* * ? * ? *)", "cron(60 * * * ? *)", "cron(* 24 * * ? *)", "cron(* * 0 * ? *)", "cron(* * 32 * ? *)",
        "cron(* * * 13 ? *)", "cron(* * ? * 8 *)", "cron(* * ? * 0 *)", "cron(* * * * ? 1969)", "cron(* * * * ? 2200)",
        "cron(*/0 * * * ? *)", "cron(1/2/3 * * * ? *)", "cron(1- * * * ? *)", "cron(, * * * ? *)", "cron(x * * * ? *)",
        "cron(* * ? * 3#6 *)", "cron(* * ? * #2 *)", "cron(* * W * ? *)", "cron(* * 32W * ? *)", "cron(+1 * * * ? *)",
        "at(2027-01-01T00:00:00)", "cron(* * * JANUARY ? *)",
    ])
    func `what is no expression of a rule is refused`(text: String) {
        let fault = #expect(throws: ServiceFault.self) { try ScheduleExpression(text) }
        #expect(fault?.message == "Parameter ScheduleExpression is not valid.")
    }

    @Test(arguments: [
        ("at(2027-01-31T09:00:00)", "2027-01-31T09:00:00Z"), ("rate(1 hours)", "2027-01-01T01:00:00Z"),
    ])
    func `Scheduler knows instants, and is not particular about a unit`(text: String, next: String) throws {
        let expression = try ScheduleExpression(text, .scheduler)
        #expect(expression.next(after: try instant("2027-01-01T00:00:00Z")) == (try instant(next)))
    }

    @Test(arguments: ["at(2027-01-31)", "at(2027-02-30T00:00:00)", "at(2027-01-31T09:00:00Z)", "at()"])
    func `what is no instant is refused`(text: String) {
        #expect(throws: ServiceFault.self) { try ScheduleExpression(text, .scheduler) }
    }

    @Test func `an instant is past once it has come`() throws {
        let expression = try ScheduleExpression("at(2027-01-31T09:00:00)", .scheduler)
        #expect(expression.next(after: try instant("2027-01-31T09:00:00Z")) == nil)
    }
}
