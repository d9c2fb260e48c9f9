import Sockets

/// Why an exchange came to nothing.
enum ConnectionFailure: Error, Equatable, CustomStringConvertible {
    /// The other side closed before a byte of its reply: it may never have seen the request.
    case closedBeforeReply
    case truncated
    case stream(StreamFailure)
    case wire(WireFault)

    var description: String {
        switch self {
        case .closedBeforeReply: "the connection was closed before a reply"
        case .truncated: "the connection was closed in the middle of a reply"
        case .stream(let failure): failure.description
        case .wire(let fault): fault.description
        }
    }
}
