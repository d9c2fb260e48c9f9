import Encoding
import HTTP
import JSON
import Time

/// The headers of a request as functions get them: names in lower case, each once.
struct RequestFields: Sendable {
    private let values: [String: String]
    /// Cookies have a place of their own.
    let cookies: [String]

    /// Adds what the service adds: where the request came from, and by which trace.
    init(_ headers: WebHeaders, origin: WebOrigin, bodyLength: Int, traceID: String) {
        var values: [String: String] = [:]
        var cookies: [String] = []
        for field in headers.fields {
            let name = field.name.lowercased()
            if Self.hopByHop.contains(name) { continue }
            if name == "cookie" { cookies += Self.cookies(in: field.value) }
            values[name] = values[name].map { "\($0),\(field.value)" } ?? field.value
        }
        let host = values["host"] ?? origin.authority
        values["host"] = host
        values["content-length"] = "\(bodyLength)"
        values["x-forwarded-for"] = values["x-forwarded-for"].map { "\($0), \(Self.sourceIP)" } ?? Self.sourceIP
        values["x-forwarded-port"] = Self.port(of: host) ?? "\(origin.scheme.usualPort)"
        values["x-forwarded-proto"] = origin.scheme.rawValue
        values["x-amzn-trace-id"] = values["x-amzn-trace-id"] ?? traceID
        self.values = values
        self.cookies = cookies
    }

    subscript(_ name: String) -> String? { values[name] }

    /// In the order of their names.
    var json: JSONValue {
        let shown = values.filter { $0.key != "cookie" }.sorted { $0.key < $1.key }
        return .object(JSONObject(unchecked: shown.map { .init(key: $0.key, value: .string($0.value)) }))
    }

    /// The cloud listens to this machine alone.
    static let sourceIP = "127.0.0.1"
    /// What speaks of the connection ends with it (RFC 9110, section 7.6.1).
    private static let hopByHop: Set = [
        "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    private static func cookies(in field: String) -> [String] {
        field.split(separator: ";").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
    }

    private static func port(of authority: String) -> String? {
        let tail = authority.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        return tail.count < authority.count && !tail.isEmpty && tail.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
            ? String(tail) : nil
    }
}
