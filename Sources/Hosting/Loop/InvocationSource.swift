/// Where a function's events come from and where its answers go: the Lambda Runtime API, a queue, a test.
package protocol InvocationSource {
    /// Waits for the next event. Nil when there will be no more.
    func next() async throws(SourceFailure) -> Invocation?

    /// Hands over what became of an event. A refused answer is the source's to log: the loop goes on.
    func answer(_ outcome: Outcome, to invocation: Invocation) async throws(SourceFailure)
}

/// One event and the call that it came with.
package struct Invocation: Sendable {
    package let event: EventBytes
    package let context: InvocationContext

    package init(event: EventBytes, context: InvocationContext) {
        self.event = event
        self.context = context
    }
}

package typealias Outcome = Result<Reply, StepFailure>

/// Why a source can give no more events.
///
/// The process ends with it.
package struct SourceFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
