/// An HTTP API or function URL request, payload format 2.0.
package struct HTTPRequestEvent: Sendable, Decodable {
    package let version: String
    package let routeKey: String
    package let rawPath: String
    /// Absent, like the headers, from events that are written by hand: no request is refused for it.
    package let rawQueryString: String?
    package let cookies: [String]?
    /// Lower-case names; a repeated header's values are joined by commas.
    package let headers: [String: String]?
    package let pathParameters: [String: String]?
    package let requestContext: Context
    package let body: String?
    package let isBase64Encoded: Bool?

    package struct Context: Sendable, Decodable {
        package let requestId: String
        package let http: HTTP
        package let authorizer: Authorizer?
        /// Milliseconds since the epoch.
        package let timeEpoch: Int64
    }

    package struct HTTP: Sendable, Decodable {
        package let method: String
        package let path: String
        package let sourceIp: String
    }

    /// What our Lambda authorizer put into the context of the requests that it let through.
    package struct Authorizer: Sendable, Decodable {
        package let lambda: Claims?
    }

    package struct Claims: Sendable, Decodable {
        package let organisation: String?
        package let subject: String?
        package let role: String?
    }
}
