import HTTP

/// The headers of a request as its signature covers them: names in lower case and in order, values without spare space.
struct CanonicalHeaders {
    private var fields: [(name: String, values: [String])] = []

    /// Takes what may be signed, and the authority of the request where it names no host itself.
    init(_ headers: WebHeaders, host: String) {
        var all: [(name: String, value: String)] = headers.fields.compactMap { field in
            let name = field.name.lowercased()
            return Self.neverSigned.contains(name) ? nil : (name, field.value)
        }
        if !all.contains(where: { $0.name == "host" }) { all.append(("host", host)) }
        // Sorting by position too keeps the values of one name in the order in which they are sent.
        let sorted = all.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
        for (_, field) in sorted {
            if fields.last?.name == field.name {
                fields[fields.count - 1].values.append(field.value)
            } else {
                fields.append((field.name, [field.value]))
            }
        }
    }

    /// `name:value` and a newline for each.
    func append(to bytes: inout [UInt8]) {
        for field in fields {
            bytes.append(contentsOf: field.name.utf8)
            bytes.append(UInt8(ascii: ":"))
            for (index, value) in field.values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.append(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    /// The names with something between them: `;` in a canonical request, `%3B` in a query.
    func appendNames(separator: String, to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(contentsOf: separator.utf8) }
            bytes.append(contentsOf: field.name.utf8)
        }
    }

    /// Space at both ends goes, runs of it become one, and a folded line is such a run.
    private static func append(_ value: String, to bytes: inout [UInt8]) {
        var isFirst = true
        for word in value.utf8.split(whereSeparator: isSpace) {
            if !isFirst { bytes.append(UInt8(ascii: " ")) }
            bytes.append(contentsOf: word)
            isFirst = false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }

    /// What a proxy or the connection itself may change, add or drop on the way.
    private static let neverSigned: Set<String> = [
        "authorization", "baggage", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "te", "traceparent", "tracestate", "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]
}
