/// The answer to an `HTTPRequestEvent`, payload format 2.0.
package struct HTTPResponseEvent: Sendable, Encodable {
    package let statusCode: Int
    package let headers: [String: String]
    package let body: String
    package let isBase64Encoded: Bool

    package init(statusCode: Int, headers: [String: String], body: String, isBase64Encoded: Bool) {
        self.statusCode = statusCode
        self.headers = headers
        self.body = body
        self.isBase64Encoded = isBase64Encoded
    }
}
