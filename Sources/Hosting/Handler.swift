/// Bytes in; bytes or a stream out.
///
/// The loop knows only this.
package protocol Handler: Sendable {
    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply
}

/// An event as it arrived.
package struct EventBytes: Sendable, Equatable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}

/// What a handler answers with.
package enum Reply: Sendable {
    case bytes([UInt8], contentType: String = "application/json")
    case stream(StreamedReply)
}
