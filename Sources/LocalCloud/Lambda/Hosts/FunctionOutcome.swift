package import JSON
package import Processes

/// What became of an event.
package enum FunctionOutcome: Sendable, Equatable {
    case answered(FunctionAnswer)
    /// The function's own word that it failed.
    case failed(FunctionFault)
    case timedOut(after: Duration)
    case crashed(ProgramEnd)
    /// Killed for holding more than its memory size, in mebibytes.
    case outOfMemory(Int)
    /// It said why it cannot start.
    case initFailed(FunctionFault)
    case responseTooLarge
    /// There is nothing to start.
    case noProgram(reason: String)
}

/// An answer whole; what was streamed has been put together.
package struct FunctionAnswer: Sendable, Equatable {
    package let bytes: [UInt8]
    package let contentType: String

    package init(_ bytes: [UInt8], contentType: String = "application/json") {
        self.bytes = bytes
        self.contentType = contentType
    }

    /// What Lambda takes from a function, six mebibytes and a hundred bytes.
    package static let limit = 6_291_556
}

/// An error as a function reports it.
package struct FunctionFault: Sendable, Equatable {
    package let type: String
    package let message: String
    package let stackTrace: [JSONValue]
    /// As the function wrote it, where it did.
    package let body: [UInt8]?

    package init(type: String, message: String, stackTrace: [JSONValue] = [], body: [UInt8]? = nil) {
        self.type = type
        self.message = message
        self.stackTrace = stackTrace
        self.body = body
    }

    /// Reads what the Runtime API is given; what is no object of JSON is kept as it is.
    package init(reported body: [UInt8], type header: String?) {
        let value: JSONValue?
        do {
            value = try JSONValue(parsing: body)
        } catch {
            value = nil
        }
        self.init(
            type: value?["errorType"]?.string ?? header ?? "Runtime.Unknown",
            message: value?["errorMessage"]?.string ?? String(decoding: body.prefix(1_024), as: UTF8.self),
            stackTrace: value?["stackTrace"]?.array ?? [],
            body: value == nil ? nil : body
        )
    }
}
