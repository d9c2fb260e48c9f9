import Hosting
import JSON

/// An error as the Runtime API takes it.
struct ErrorReport: Sendable, Equatable {
    /// `Function.` or `Runtime.` and letters: the service replaces anything else by `Runtime.Unknown`.
    let type: String
    let message: String

    /// The service cuts what is long; a message of 64 KiB is a document, not a message.
    private static let longestMessage = 64 * 1024
    /// A header's share of the head; what is longer is left to the body.
    private static let longestCause = 8 * 1024

    init(type: String, message: String) {
        self.type = type
        self.message =
            message.utf8.count > Self.longestMessage
            ? String(decoding: message.utf8.prefix(Self.longestMessage), as: UTF8.self) : message
    }

    init(_ failure: StepFailure) {
        self.init(type: failure.fault.errorType, message: failure.fault.message)
    }

    /// Swift keeps no stack with an error, so the trace is empty rather than absent: readers index it.
    var body: [UInt8] {
        let value: JSONValue = ["errorType": .string(type), "errorMessage": .string(message), "stackTrace": []]
        return value.bytes()
    }

    /// The same for X-Ray, as one header line of ASCII.
    var cause: [UInt8] {
        let isLong = message.utf8.count > Self.longestCause
        let words = isLong ? String(decoding: message.utf8.prefix(Self.longestCause), as: UTF8.self) : message
        let value: JSONValue = [
            "working_directory": "/var/task",
            "exceptions": [["type": .string(type), "message": .string(words), "stack": []]],
            "paths": [],
        ]
        return value.bytes(style: .compact.ascii)
    }
}
