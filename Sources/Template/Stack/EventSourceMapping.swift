import YAML

/// What polls a queue or a stream for a function.
package struct EventSourceMapping: Sendable, Equatable {
    package let id: String
    package let source: String
    package let function: FunctionReference
    package let isEnabled: Bool
    package let batchSize: Int
    package let window: Duration
    package let reportsBatchItemFailures: Bool
    package let maximumConcurrency: Int?
    /// Patterns, of which one must match a record, as JSON.
    package let filters: [String]
    /// Of streams: `LATEST`, `TRIM_HORIZON`.
    package let startingPosition: String?
    package let maximumRetryAttempts: Int?
    package let maximumRecordAge: Duration?
    package let bisectsOnError: Bool
    package let parallelizationFactor: Int
    package let failureDestination: String?

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        source = try reader.need("EventSourceArn")
        function = FunctionReference(try reader.need("FunctionName"))
        isEnabled = try reader.bool("Enabled") ?? true
        // A queue's own default; a stream's is a hundred.
        batchSize = try reader.integer("BatchSize") ?? (source.hasPrefix("arn:aws:sqs:") ? 10 : 100)
        window = try reader.seconds("MaximumBatchingWindowInSeconds") ?? .zero
        let types = try reader.strings("FunctionResponseTypes") ?? []
        reportsBatchItemFailures = types.contains("ReportBatchItemFailures")
        maximumConcurrency = try reader.map("ScalingConfig")?.integer("MaximumConcurrency")
        var filters: [String] = []
        for filter in try reader.map("FilterCriteria")?.maps("Filters") ?? [] {
            filters.append(try filter.need("Pattern"))
        }
        self.filters = filters
        startingPosition = try reader.string("StartingPosition")
        maximumRetryAttempts = try reader.integer("MaximumRetryAttempts")
        maximumRecordAge = try reader.seconds("MaximumRecordAgeInSeconds")
        bisectsOnError = try reader.bool("BisectBatchOnFunctionError") ?? false
        parallelizationFactor = try reader.integer("ParallelizationFactor") ?? 1
        failureDestination = try reader.map("DestinationConfig")?.map("OnFailure")?.string("Destination")
        reader.ignore("MetricsConfig", "Tags")
    }
}

/// What becomes of asynchronous invocations of a function.
package struct EventInvokeConfig: Sendable, Equatable {
    package let id: String
    package let function: FunctionReference
    package let qualifier: String
    package let maximumRetryAttempts: Int
    package let maximumEventAge: Duration
    package let successDestination: String?
    package let failureDestination: String?

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        function = FunctionReference(try reader.need("FunctionName"))
        qualifier = try reader.need("Qualifier")
        maximumRetryAttempts = try reader.integer("MaximumRetryAttempts") ?? 2
        maximumEventAge = try reader.seconds("MaximumEventAgeInSeconds") ?? .seconds(21_600)
        let destinations = try reader.map("DestinationConfig")
        successDestination = try destinations?.map("OnSuccess")?.string("Destination")
        failureDestination = try destinations?.map("OnFailure")?.string("Destination")
    }
}
