import JSON
import Time

/// How far an event has come that nobody waits for.
struct AsynchronousCourse: Sendable {
    /// In the words of the record that destinations get.
    enum End: String, Sendable {
        case success = "Success"
        case retriesExhausted = "RetriesExhausted"
        case eventAgeExceeded = "EventAgeExceeded"
        case zeroReservedConcurrency = "ZeroReservedConcurrency"
    }

    private let event: AsynchronousEvent
    private let settings: AsynchronousSettings
    private var attempts = 0
    private var throttlings = 0
    private var last: FinishedCall?

    init(_ event: AsynchronousEvent, _ settings: AsynchronousSettings) {
        self.event = event
        self.settings = settings
    }

    /// How it ended; nil where it is to be tried.
    func end(at now: Instant, _ function: FunctionConfiguration) -> End? {
        if last?.run.outcome.isSuccess == true { return .success }
        if attempts > settings.mostRetries { return .retriesExhausted }
        if function.reservedConcurrency == 0 { return .zeroReservedConcurrency }
        return now >= event.accepted + settings.greatestAge ? .eventAgeExceeded : nil
    }

    /// Counts an attempt; how long to wait before the next: a minute, then two.
    mutating func take(_ finished: FinishedCall) -> Duration {
        last = finished
        attempts += 1
        if finished.run.outcome.isSuccess || attempts > settings.mostRetries { return .zero }
        return .seconds(60 * attempts)
    }

    /// A function that may not run just now is no attempt: from a second to five minutes, for as long as it may age.
    mutating func takeThrottling() -> Duration {
        throttlings += 1
        return .seconds(min(1 << min(throttlings - 1, 9), 300))
    }

    /// What destinations get.
    func record(_ end: End, arn: String, at now: Instant) -> DestinationRecord {
        var answer: JSONObject = [
            "version": "1.0",
            "timestamp": .string(now.rfc3339),
            "requestContext": [
                "requestId": .string(event.id),
                "functionArn": .string(arn),
                "condition": .string(end.rawValue),
                "approximateInvokeCount": .integer(attempts),
            ],
            "requestPayload": DestinationRecord.value(of: event.bytes),
        ]
        if let last {
            var context: JSONObject = ["statusCode": 200, "executedVersion": "$LATEST"]
            if !last.run.outcome.isSuccess { context["functionError"] = "Unhandled" }
            answer["responseContext"] = .object(context)
            answer["responsePayload"] = DestinationRecord.value(of: last.payload)
        }
        return DestinationRecord(value: .object(answer))
    }

    /// The event itself, with what went wrong beside it.
    func deadLetter(to target: ARN, from source: ARN) -> Delivery {
        let message = last.map { DestinationRecord.value(of: $0.payload)["errorMessage"]?.string ?? "" } ?? ""
        let words = String(decoding: message.utf8.prefix(1_024), as: UTF8.self)
        return Delivery(
            to: target,
            from: source,
            body: event.payload,
            attributes: [
                "RequestID": DeliveryAttribute(type: "String", value: .text(event.id)),
                "ErrorCode": DeliveryAttribute(type: "Number", value: .text(last == nil ? "429" : "200")),
                "ErrorMessage": DeliveryAttribute(type: "String", value: .text(words.isEmpty ? "-" : words)),
            ]
        )
    }
}

/// What a destination is told of an event that came to its end.
struct DestinationRecord: Sendable {
    let value: JSONValue

    /// JSON as it is, and all else as text.
    static func value(of bytes: [UInt8]) -> JSONValue {
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            return .string(String(decoding: bytes, as: UTF8.self))
        }
    }

    func delivery(to target: ARN, from source: ARN, _ end: AsynchronousCourse.End) -> Delivery {
        let body = String(
            decoding: (target.service == "events" ? entry(target, source, end) : value).bytes(),
            as: UTF8.self
        )
        return Delivery(to: target, from: source, body: body)
    }

    /// An entry as PutEvents takes it.
    private func entry(_ target: ARN, _ source: ARN, _ end: AsynchronousCourse.End) -> JSONValue {
        [
            "Source": "lambda",
            "DetailType": .string("Lambda Function Invocation Result - \(end == .success ? "Success" : "Failure")"),
            "Resources": [.string(target.description), .string(source.description)],
            "Detail": .string(String(decoding: value.bytes(), as: UTF8.self)),
        ]
    }
}
