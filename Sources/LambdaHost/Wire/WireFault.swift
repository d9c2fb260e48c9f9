/// What a peer sent that is no HTTP, or more of it than we take.
enum WireFault: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case tooLong(String, limit: Int)

    var description: String {
        switch self {
        case .malformed(let part): "\(part) of the reply is malformed"
        case .tooLong(let part, let limit): "the \(part) of the reply is longer than \(limit) bytes"
        }
    }
}

/// How much of a reply is read before the peer counts as broken.
enum WireLimits {
    /// The client context, the longest field, takes 3,583 bytes of base64; the others together a few hundred.
    static let head = 64 * 1024
    /// Five times the 6,291,556 bytes that Lambda hands over today, so that a raised limit is no outage.
    static let body = 32 * 1024 * 1024
    /// A chunk's size line with its extensions: sixteen digits are the length of any size.
    static let chunkLine = 4 * 1024
    /// `100 Continue` comes once; a peer that repeats it without end would hold us for ever.
    static let informational = 16
}
