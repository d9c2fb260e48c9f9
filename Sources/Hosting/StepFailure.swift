/// How a step fails: it may succeed later, or it never will.
package enum StepFailure: Error, Sendable, Equatable {
    /// Try again; without a time, the host backs off by how often the event came.
    case retry(after: Duration? = nil, Fault)
    case reject(Fault)

    package var fault: Fault {
        switch self {
        case .retry(_, let fault), .reject(let fault): fault
        }
    }
}

extension StepFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .retry(_, let fault): "retry: \(fault)"
        case .reject(let fault): "reject: \(fault)"
        }
    }
}

/// What went wrong, said for a program and for a person.
package struct Fault: Sendable, Equatable {
    package let kind: Kind
    /// Stable and in kebab case: what a client's code may depend on, `upload-missing`.
    package let code: String
    /// A sentence on which a person can act.
    ///
    /// It holds no secret: it goes to the caller.
    package let message: String
    /// What another service said, in its words: for the log and the dead letters, and for no caller.
    package let cause: String?

    package init(_ kind: Kind, _ code: String, _ message: String, cause: String? = nil) {
        self.kind = kind
        self.code = code
        self.message = message
        self.cause = cause
    }

    package enum Kind: Sendable, Equatable {
        case malformed, unauthenticated, forbidden, unknown, conflict, gone, tooLarge, unsupported, invalid
        /// The plan allows no more before then.
        case overLimit(retryAfter: Duration)
        case unavailable
        /// A fault of ours.
        case broken
    }
}

extension Fault: CustomStringConvertible {
    package var description: String { "\(code): \(explanation)" }

    /// For whoever is on call: the message, and what lies behind it.
    package var explanation: String { cause.map { "\(message) (\($0))" } ?? message }
}

extension Fault {
    /// The error type that the Lambda service accepts: `Function.` and a capitalised name of two letters or more.
    package var errorType: String {
        let words = code.split { !$0.isASCII || !$0.isLetter }
        let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return "Function." + (name.count > 1 ? name : name + "Error")
    }
}
