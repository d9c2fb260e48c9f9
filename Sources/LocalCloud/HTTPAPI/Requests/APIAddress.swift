import HTTP

/// Which API a request names, and what it asks of it.
///
/// The host names it, `<id>.execute-api.localhost`, or the path does, `/_aws/execute-api/<id>/…`.
struct APIAddress: Sendable, Equatable {
    /// Nil where the request names none: then it is for the one that there is.
    let api: String?
    /// Still encoded, with the stage.
    let path: Substring
    /// The host's name, where it names the API.
    let domain: String?

    init(_ request: WebRequest) {
        let target = request.target.upToQuery
        let host = (request.headers["Host"] ?? request.origin.authority).prefix { $0 != ":" }.lowercased()
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        if labels.count >= 2, labels[1] == "execute-api" {
            api = String(labels[0])
            path = target
            domain = host
            return
        }
        domain = nil
        guard target.utf8.starts(with: Self.prefix.utf8) else {
            api = nil
            path = target
            return
        }
        let rest = target.utf8.dropFirst(Self.prefix.utf8.count)
        let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        api = Substring(rest[..<end]).lowercased()
        path = end == rest.endIndex ? "/" : Substring(rest[end...])
    }

    /// No bucket has such a name.
    private static let prefix = "/_aws/execute-api/"
}

extension String {
    /// The path of a target.
    fileprivate var upToQuery: Substring { self[..<(utf8.firstIndex(of: UInt8(ascii: "?")) ?? endIndex)] }

    /// The query of a target, without its mark.
    var afterPath: Substring {
        guard let mark = utf8.firstIndex(of: UInt8(ascii: "?")) else { return "" }
        return self[utf8.index(after: mark)...]
    }
}
