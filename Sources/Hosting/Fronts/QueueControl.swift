package import Time

/// What a queue's host does with a message that its step could not handle.
package protocol QueueControl: Sendable {
    /// Keeps the message from being received for a while; by itself the queue would hold it for its whole time-out.
    func hide(_ message: QueueMessage, for duration: Duration) async throws(StepFailure)

    /// Sends body and attributes unchanged to the function's own dead-letter queue, with the note beside them.
    func bury(_ message: QueueMessage, note: DeadLetterNote) async throws(StepFailure)
}

/// Why a message lies in a dead-letter queue: what whoever is on call reads first.
package struct DeadLetterNote: Sendable, Hashable, Codable {
    package let queue: String
    package let function: String
    package let request: String
    package let code: String
    package let message: String
    package let attempt: Int
    package let time: Instant

    package init(
        queue: String,
        function: String,
        request: String,
        code: String,
        message: String,
        attempt: Int,
        time: Instant
    ) {
        self.queue = queue
        self.function = function
        self.request = request
        self.code = code
        self.message = message
        self.attempt = attempt
        self.time = time
    }
}
