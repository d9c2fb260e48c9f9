/// Why an exchange came to no response, with what a caller must know to try again.
package enum TransportFailure: Error, Sendable, Equatable {
    /// Nothing of the request can have been acted on: no connection came about, or TLS refused it.
    case notSent(reason: String)
    /// The connection broke after some of the request had gone: the other side may have acted on it.
    case broken(reason: String)
    case deadlinePassed(sent: Bool)
    case cancelled
    /// The response is longer than the caller takes.
    case bodyOverLimit(Int)
    /// The request's source or the response's sink gave up.
    case body(BodyFailure)

    /// Whether the other side can have seen the request.
    package var mayHaveArrived: Bool {
        switch self {
        case .notSent: false
        case .deadlinePassed(let sent): sent
        case .broken, .cancelled, .bodyOverLimit, .body: true
        }
    }
}

extension TransportFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notSent(let reason): "the request could not be sent: \(reason)"
        case .broken(let reason): "the connection broke: \(reason)"
        case .deadlinePassed(let sent):
            "the deadline passed \(sent ? "before the response was whole" : "before the request was sent")"
        case .cancelled: "the exchange was cancelled"
        case .bodyOverLimit(let limit): "the response's body is longer than \(limit) bytes"
        case .body(let failure): failure.description
        }
    }
}
