import JSON

/// Who is told of a rule's events, and how.
struct EventTarget: Sendable, Equatable {
    enum Input: Sendable, Equatable {
        case event
        case text(String)
        case part(EventPath)
        case transformed(InputTransformer)
    }

    let document: TargetDocument
    let arn: ARN
    let input: Input
    let retries: RetryPolicy
    let deadLetterTarget: ARN?

    private static let services: Set<String> = ["events", "lambda", "sns", "sqs"]

    init(_ document: TargetDocument) throws(ServiceFault) {
        self.document = document
        guard let arn = ARN(document.Arn) else { throw .target(document.Arn, "Provided Arn is not in correct format.") }
        guard Self.services.contains(arn.service) else { throw .notEmulated("The target \(arn)") }
        self.arn = arn
        let inputs = [document.Input != nil, document.InputPath != nil, document.InputTransformer != nil]
        guard inputs.count(where: { $0 }) <= 1 else {
            throw .target(document.Id, "Only one of Input, InputPath, or InputTransformer must be provided.")
        }
        if arn.service == "events", inputs.contains(true) { throw .notEmulated("An input for the event bus \(arn)") }
        input = try Self.input(document)
        retries = try RetryPolicy(document.RetryPolicy)
        deadLetterTarget = try document.DeadLetterConfig?.Arn.map { text throws(ServiceFault) in
            guard let queue = ARN(text), queue.service == "sqs" else {
                throw .target(text, "The dead-letter queue is not in correct format.")
            }
            return queue
        }
    }

    /// What is sent for an event of a rule.
    func body(for event: BusEvent, of rule: RuleName) -> String {
        switch input {
        case .event: String(decoding: event.json.bytes(), as: UTF8.self)
        case .text(let text): text
        case .part(let path): String(decoding: (path.value(in: event.json) ?? .null).bytes(), as: UTF8.self)
        case .transformed(let transformer): transformer.text(for: event, of: rule)
        }
    }

    private static func input(_ document: TargetDocument) throws(ServiceFault) -> Input {
        if let text = document.Input { return .text(text) }
        if let path = document.InputPath { return .part(try EventPath(path)) }
        guard let transformer = document.InputTransformer else { return .event }
        return .transformed(
            try InputTransformer(paths: transformer.InputPathsMap ?? [:], template: transformer.InputTemplate)
        )
    }
}

/// How often and for how long a target that cannot take an event just now is tried.
struct RetryPolicy: Sendable, Equatable {
    let mostRetries: Int
    let greatestAge: Duration

    init(_ document: TargetDocument.Retries?) throws(ServiceFault) {
        let (retries, age) = (document?.MaximumRetryAttempts ?? 185, document?.MaximumEventAgeInSeconds ?? 86_400)
        guard (0...185).contains(retries), (60...86_400).contains(age) else {
            throw ServiceFault("ValidationException", "RetryPolicy is not valid: 0 to 185 times, 60 to 86400 seconds.")
        }
        mostRetries = retries
        greatestAge = .seconds(age)
    }
}

extension ServiceFault {
    static func target(_ name: String, _ reason: String) -> ServiceFault {
        ServiceFault("ValidationException", "Parameter \(name) is not valid. Reason: \(reason)")
    }
}
