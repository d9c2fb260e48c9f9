extension WebRequest {
    /// Why this can be no request of HTTP, or nil.
    ///
    /// A line break in a header would be a header of somebody else's making, so nothing of the kind is sent.
    package var fault: String? {
        if method.isEmpty || !method.utf8.allSatisfy(\.isTokenPart) { return "the method is no token" }
        if !origin.host.isHost { return "the host is neither a name nor an address" }
        if target != "*", target.utf8.first != UInt8(ascii: "/") { return "the target does not begin with a slash" }
        if !target.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) { return "the target holds a space or a control" }
        for field in headers.fields {
            if field.name.isEmpty || !field.name.utf8.allSatisfy(\.isTokenPart) { return "a header's name is no token" }
            if !field.value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == UInt8(ascii: "\t") }) {
                return "the header \(field.name) holds a control"
            }
        }
        return method == "HEAD" && !body.isEmpty ? "a HEAD carries no body" : nil
    }
}

extension WebBody {
    fileprivate var isEmpty: Bool {
        switch self {
        case .none: true
        case .bytes(let bytes): bytes.isEmpty
        case .stream: false
        }
    }
}

extension String {
    /// A name of DNS, or an address; what a URL would read another meaning into is neither.
    fileprivate var isHost: Bool {
        !isEmpty && utf8.allSatisfy { $0.isLetterOrDigit || "-._:".utf8.contains($0) }
    }
}

extension UInt8 {
    /// RFC 9110, section 5.6.2.
    fileprivate var isTokenPart: Bool { isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(self) }

    fileprivate var isLetterOrDigit: Bool {
        let lower = self | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
            || (self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9"))
    }
}
