import AWSClient
import JSON
import Time

/// A request as an HTTP API tells it to its functions.
struct APIRequest: Sendable {
    static let options = [Self.methodName, Self.target, Self.header, Self.parameter, Self.routeKey]

    private static let methodName = Option("--method", "NAME", "its method; GET by default")
    private static let target = Option("--path", "PATH", "its path, with a query where it has one; / by default")
    private static let header = Option("--header", "NAME:VALUE", "a header", isRepeatable: true)
    private static let parameter = Option("--query", "NAME=VALUE", "a parameter of the query", isRepeatable: true)
    private static let routeKey = Option(
        "--route",
        "KEY",
        "the route that it takes, such as 'GET /docs/{id}'; $default by default"
    )

    let method: String
    /// As it is sent.
    let path: String
    /// By their names in small letters, values of one name joined.
    var headers: [String: String]
    private let query: String
    private let route: APIRoute

    init(_ arguments: Arguments) throws(UsageFault) {
        method = (arguments[Self.methodName] ?? "GET").uppercased()
        let target = arguments[Self.target] ?? "/"
        guard target.hasPrefix("/") else {
            throw .wrongValue(Self.target.name, target, wanted: "a path, which begins with a slash")
        }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        path = parts[0]
        let parameters = try arguments.named(Self.parameter).map {
            "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))"
        }
        query = (parts.dropFirst().filter { !$0.isEmpty } + parameters).joined(separator: "&")
        headers = [:]
        for header in try arguments.named(Self.header, separator: ":") {
            let name = header.name.lowercased()
            // Cookies are told apart by their own sign.
            let separator = name == "cookie" ? "; " : ","
            headers[name] = headers[name].map { "\($0)\(separator)\(header.value)" } ?? header.value
        }
        guard let key = arguments[Self.routeKey] else {
            route = .default
            return
        }
        guard let route = APIRoute(key, matching: method, path) else {
            throw .wrongValue(Self.routeKey.name, key, wanted: "a route that \(method) \(path.printable) takes")
        }
        self.route = route
    }

    /// The path as functions are told it: decoded, whatever its name says.
    var toldPath: String { String(decoding: PercentEncoding.decode(Array(path.utf8)), as: UTF8.self) }

    /// Adds what a client says of its body, where no header has said it.
    mutating func describe(_ body: String) {
        headers["content-type"] = headers["content-type"] ?? "application/json"
        headers["content-length"] = "\(body.utf8.count)"
    }

    /// Whether the API hands the body on as it is; all else it encodes.
    var isText: Bool {
        let type = (headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
            || ["application/json", "application/javascript", "application/xml"].contains(type)
    }

    /// Adds what all functions of an API are told; what a request does not have is left out.
    func write(into event: inout JSONObject, api: String? = nil, authorizer: JSONValue?, on occasion: Occasion) {
        let api = api ?? occasion.word(10)
        let host = "\(api).execute-api.\(occasion.region).amazonaws.com"
        let headers = headers.merging(usualHeaders(host, occasion)) { given, _ in given }
        let cookies = headers["cookie"].map { $0.split(separator: ";").map { JSONValue.string(trimmed($0)) } }
        event["routeKey"] = .string(route.key)
        event["rawPath"] = .string(toldPath)
        event["rawQueryString"] = .string(query)
        event["cookies"] = cookies.map(JSONValue.array)
        event["headers"] = object(headers.filter { $0.key != "cookie" })
        event["queryStringParameters"] = object(parameters)
        var context: JSONObject = ["accountId": .string(occasion.account), "apiId": .string(api)]
        context["authorizer"] = authorizer
        context["domainName"] = .string(host)
        context["domainPrefix"] = .string(api)
        context["http"] = [
            "method": .string(method), "path": .string(toldPath), "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
            "userAgent": .string(headers["user-agent"] ?? ""),
        ]
        context["requestId"] = .string(occasion.base64(bytes: 11))
        context["routeKey"] = .string(route.key)
        context["stage"] = "$default"
        context["time"] = .string(occasion.now.logDate)
        context["timeEpoch"] = .integer(Int(occasion.now.millisecondsSinceEpoch))
        event["requestContext"] = .object(context)
        event["pathParameters"] = object(route.parameters)
    }

    private func usualHeaders(_ host: String, _ occasion: Occasion) -> [String: String] {
        let second = String(occasion.now.secondsSinceEpoch, radix: 16)
        return [
            "accept": "*/*", "host": host, "user-agent": "local-runner",
            "x-amzn-trace-id": "Root=1-\(second)-\(occasion.hex(24))", "x-forwarded-for": "127.0.0.1",
            "x-forwarded-port": "443", "x-forwarded-proto": "https",
        ]
    }

    /// Decoded, values of one name joined by commas.
    private var parameters: [String: String] {
        var parameters: [String: String] = [:]
        for item in query.split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = decoded(parts[0])
            let value = decoded(parts.dropFirst().first ?? "")
            parameters[name] = parameters[name].map { "\($0),\(value)" } ?? value
        }
        return parameters
    }

    private func decoded(_ text: Substring) -> String {
        let spaced = text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(decoding: PercentEncoding.decode(spaced), as: UTF8.self)
    }

    /// Nil where there are none, for then the member is left out.
    private func object(_ texts: [String: String]) -> JSONValue? {
        guard !texts.isEmpty else { return nil }
        return .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }

    private func trimmed(_ text: Substring) -> String { String(text.drop { $0 == " " }) }
}

extension Instant {
    /// As logs of servers have it: `06/Nov/1994:08:49:37 +0000`.
    fileprivate var logDate: String {
        let parts = rfc1123.split(separator: " ")
        return "\(parts[1])/\(parts[2])/\(parts[3]):\(parts[4]) +0000"
    }
}
