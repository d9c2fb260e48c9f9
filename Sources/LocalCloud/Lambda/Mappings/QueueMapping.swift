/// A queue whose messages go to a function, as the template configures it.
package struct QueueMapping: Sendable, Equatable {
    package typealias ID = String

    /// A UUID.
    package let id: ID
    package let queue: ARN
    /// The function's name, and its alias where one is named.
    package let function: String
    package var qualifier: String?
    package var batchSize = 10
    package var window: Duration = .zero
    package var reportsItemFailures = false
    package var maximumConcurrency: Int?
    /// Patterns as JSON; a message that matches any of them comes through.
    package var filters: [String] = []
    package var isEnabled = true

    package init(id: ID, queue: ARN, function: String) {
        self.id = id
        self.queue = queue
        self.function = function
    }

    /// Lambda begins with five pollers for a queue and adds more under load; here it stays at them.
    static let usualConcurrency = 5
    static let longestWindow = Duration.seconds(300)

    var isFIFO: Bool { queue.resource.hasSuffix(".fifo") }

    /// What Lambda refuses of a mapping.
    func check() throws(ServiceFault) {
        let words: String? =
            if queue.service != "sqs" {
                "Unrecognized event source: \(queue)"
            } else if !(1...(isFIFO ? 10 : 10_000)).contains(batchSize) {
                "Batch size must be between 1 and \(isFIFO ? "10" : "10000")"
            } else if window < .zero || window > Self.longestWindow {
                "MaximumBatchingWindowInSeconds must be between 0 and 300"
            } else if isFIFO, window > .zero {
                "Batching window is not supported for FIFO queues"
            } else if batchSize > 10, window < .seconds(1) {
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
            } else if let limit = maximumConcurrency, !(2...1_000).contains(limit) {
                "MaximumConcurrency must be between 2 and 1000"
            } else if filters.count > 5 {
                "A mapping has five filters at most"
            } else {
                nil
            }
        if let words { throw ServiceFault("InvalidParameterValueException", words) }
    }
}
