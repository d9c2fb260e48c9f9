import AWSClient
import JSON
import Synchronization
import Template
import TestKit
import Testing
import Time

@testable import LocalCloud

/// A cloud with buses and queues in it, and functions that only remember their events.
struct Station: Sendable {
    let here: Neighbourhood
    let buses: Buses
    let sqs: SQS
    let functions = BusyFunctions()

    init(
        _ template: String? = nil,
        journal: any Journal = NoJournal(),
        permissions: any Permissions = EverythingAllowed(),
        runsSchedules: Bool = true
    ) throws {
        var made: Buses?
        let functions = functions
        let stack = try template.map { try Stack(reading: Array($0.utf8)) }
        here = try Neighbourhood(permissions: permissions, journal: journal) { ground in
            let (queues, topics) = (try Queues(ground), try Topics(ground))
            let buses = try Buses(ground, stack: stack, runsSchedules: runsSchedules)
            ground.deliveries.enter(queues, for: "sqs")
            ground.deliveries.enter(topics, for: "sns")
            ground.deliveries.enter(functions, for: "lambda")
            ground.deliveries.enter(buses, for: "events")
            made = buses
            return [queues, topics, buses]
        }
        buses = try #require(made)
        sqs = try SQS(here.context())
    }

    var clock: ManualClock { here.clock }

    func call(_ operation: String, _ body: JSONValue) async throws -> JSONValue {
        let answer = try await here.json("events", "AWSEvents.\(operation)", body)
        try #require(answer.status == 200, "\(operation): \(answer.value)")
        return answer.value
    }

    /// The code and the words of a refusal.
    func refusal(_ operation: String, _ body: JSONValue) async throws -> (code: String?, message: String?) {
        let answer = try await here.json("events", "AWSEvents.\(operation)", body)
        #expect(answer.status >= 400)
        return (answer.value["__type"]?.string, answer.value["message"]?.string)
    }

    /// A rule with one target.
    func rule(_ name: String, _ pattern: String, to arn: String, _ more: JSONObject = [:]) async throws {
        _ = try await call("PutRule", ["Name": .string(name), "EventPattern": .string(pattern)])
        var target: JSONObject = ["Id": "target", "Arn": .string(arn)]
        for member in more.members { target[member.key] = member.value }
        _ = try await call("PutTargets", ["Rule": .string(name), "Targets": [.object(target)]])
    }

    @discardableResult
    func put(_ detail: JSONValue, source: String = "shop", on bus: String? = nil) async throws -> JSONValue {
        var entry: JSONObject = [
            "Source": .string(source), "DetailType": "Order", "Resources": ["arn:aws:s3:::documents"],
            "Detail": .string(String(decoding: detail.bytes(), as: UTF8.self)),
        ]
        entry["EventBusName"] = bus.map { .string($0) }
        return try await call("PutEvents", ["Entries": [.object(entry)]])
    }

    func createQueue(_ name: String, _ attributes: [String: String] = [:]) async throws -> String {
        try await sqs.call(CreateQueue(queueName: name, attributes: attributes)).queueUrl
    }

    func messages(_ url: String) async throws -> [Message] {
        let poll = ReceiveMessage(
            queueUrl: url,
            maxNumberOfMessages: 10,
            messageAttributeNames: ["All"],
            messageSystemAttributeNames: ["All"]
        )
        return try await sqs.receiveMessage(poll).messages ?? []
    }

    /// Does something while the buses' own work goes on beside it.
    func whileRunning<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await buses.run() }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    static func function(_ name: String) -> String { "arn:aws:lambda:us-east-1:000000000000:function:\(name)" }
    static func queue(_ name: String) -> String { "arn:aws:sqs:us-east-1:000000000000:\(name)" }
}

/// Stands where functions would: it remembers what it takes, and refuses as often as it is told to.
final class BusyFunctions: Recipient {
    private struct State {
        var events: [String] = []
        var faults: [ServiceFault] = []
    }

    private let state = Mutex(State())
    /// Reached at each event, taken or not.
    let called = Milestone()

    var events: [String] { state.withLock { $0.events } }

    var values: [JSONValue] {
        get throws { try events.map { try JSONValue(parsing: Array($0.utf8)) } }
    }

    func refuse(_ times: Int, status: Int = 503) {
        let fault = ServiceFault("ServiceException", "Not now.", status: status)
        state.withLock { $0.faults = Array(repeating: fault, count: times) }
    }

    func take(_ delivery: Delivery) async throws(ServiceFault) {
        defer { called.reach() }
        let fault = state.withLock { state in
            let fault = state.faults.popLast()
            if fault == nil { state.events.append(delivery.body) }
            return fault
        }
        if let fault { throw fault }
    }
}
