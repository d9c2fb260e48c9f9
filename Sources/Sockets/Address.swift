import Glibc

/// `host:port`, as AWS_LAMBDA_RUNTIME_API and scanners' settings give it.
///
/// An IPv6 host stands in brackets.
package struct Address: Sendable, Equatable, CustomStringConvertible {
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    package init(_ text: String) throws(StreamFailure) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            throw .malformedAddress(text)
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .malformedAddress(text)
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw .malformedAddress(text) }
        self.init(host: String(host), port: port)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension Address {
    /// Calls `body` with each of the host's socket addresses in turn, until it answers with something.
    ///
    /// A numeric host asks no resolver, so a function that speaks only to the Runtime API never starts one.
    func firstResolved<Answer>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer?) throws(StreamFailure) -> Answer?
    {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV | AI_NUMERICHOST
        var list: UnsafeMutablePointer<addrinfo>?
        var status = getaddrinfo(host, String(port), &hints, &list)
        if status == EAI_NONAME {
            NameLookups.useFilesAndDNSOnly()
            hints.ai_flags = AI_NUMERICSERV
            status = getaddrinfo(host, String(port), &hints, &list)
        }
        guard status == 0, let list else {
            throw .unreachable(address: description, reason: String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(list) }
        var entry: UnsafeMutablePointer<addrinfo>? = list
        while let candidate = entry {
            if let address = candidate.pointee.ai_addr, let answer = body(address, candidate.pointee.ai_addrlen) {
                return answer
            }
            entry = candidate.pointee.ai_next
        }
        return nil
    }
}
