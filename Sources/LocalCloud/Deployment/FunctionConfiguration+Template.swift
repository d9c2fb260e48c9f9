import Template
import Time

extension FunctionConfiguration {
    /// As the template configures it.
    init(_ function: Template.Function, _ settings: EventInvokeConfig?) throws(ServiceFault) {
        self.init(name: function.name, role: function.roleARN.split(separator: "/").last.map(String.init))
        handler = function.handler ?? handler
        runtime = function.runtime ?? runtime
        architecture = function.architectures.first ?? architecture
        timeout = function.timeout
        memorySize = function.memory
        environment = function.environment
        reservedConcurrency = function.reservedConcurrency
        aliases = function.aliases
        asynchronous.deadLetterTarget = try ARN.target(function.deadLetterTarget, of: function.id)
        guard let settings else { return }
        asynchronous.mostRetries = settings.maximumRetryAttempts
        asynchronous.greatestAge = settings.maximumEventAge
        asynchronous.onSuccess = try ARN.target(settings.successDestination, of: settings.id)
        asynchronous.onFailure = try ARN.target(settings.failureDestination, of: settings.id)
    }
}

extension QueueMapping {
    /// As the template says it; its id follows from what it joins, so that it is the same after a restart.
    init(_ mapping: EventSourceMapping, queue: ARN) {
        self.init(id: Self.id(of: "\(mapping.id)/\(queue)"), queue: queue, function: mapping.function.name)
        qualifier = mapping.function.qualifier
        batchSize = mapping.batchSize
        window = mapping.window
        reportsItemFailures = mapping.reportsBatchItemFailures
        maximumConcurrency = mapping.maximumConcurrency
        filters = mapping.filters
        isEnabled = mapping.isEnabled
    }

    private static func id(of name: String) -> ID { UUID.v5(namespace: UUID.nil, name: name).description }
}

extension ARN {
    fileprivate static func target(_ text: String?, of id: String) throws(ServiceFault) -> ARN? {
        guard let text else { return nil }
        guard let arn = ARN(text) else {
            throw ServiceFault("InvalidParameterValueException", "\(id): '\(text)' is no ARN.")
        }
        return arn
    }
}
