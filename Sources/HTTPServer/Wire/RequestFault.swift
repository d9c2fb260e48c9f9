/// Why what came is no request that can be answered; the connection ends with it.
package enum RequestFault: Error, Equatable {
    case malformed(String)
    case headTooSlow
    case bodyTooLong(limit: Int)
    case lineTooLong(limit: Int)
    case unknownExpectation
    case headTooLong(limit: Int)
    case tooManyFields(limit: Int)
    case notImplemented(String)
    case unknownVersion

    package var status: Int {
        switch self {
        case .malformed: 400
        case .headTooSlow: 408
        case .bodyTooLong: 413
        case .lineTooLong: 414
        case .unknownExpectation: 417
        case .headTooLong, .tooManyFields: 431
        case .notImplemented: 501
        case .unknownVersion: 505
        }
    }
}

extension RequestFault: CustomStringConvertible {
    /// Goes to the client, and so repeats nothing of the request: a proxy's log may keep it.
    package var description: String {
        switch self {
        case .malformed(let part): "the request is malformed: \(part)"
        case .headTooSlow: "the head of the request did not come in time"
        case .bodyTooLong(let limit): "the body is longer than \(limit) bytes"
        case .lineTooLong(let limit): "the request line is longer than \(limit) bytes"
        case .unknownExpectation: "only 100-continue can be expected"
        case .headTooLong(let limit): "the head is longer than \(limit) bytes"
        case .tooManyFields(let limit): "the head has more than \(limit) fields"
        case .notImplemented(let part): "not implemented: \(part)"
        case .unknownVersion: "only HTTP/1.1 and HTTP/1.0 are spoken here"
        }
    }
}
