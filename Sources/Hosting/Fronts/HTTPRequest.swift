import Encoding
package import Events
import JSON

/// A request as a step's event reads it.
package struct HTTPRequest: Sendable {
    package let method: String
    package let path: String
    package let query: String
    package let headers: [String: String]
    package let pathParameters: [String: String]
    package let body: [UInt8]

    package init(_ event: HTTPRequestEvent) throws(StepFailure) {
        method = event.requestContext.http.method
        path = event.rawPath
        query = event.rawQueryString ?? ""
        headers = event.headers ?? [:]
        pathParameters = event.pathParameters ?? [:]
        guard let text = event.body else {
            body = []
            return
        }
        guard event.isBase64Encoded == true else {
            body = Array(text.utf8)
            return
        }
        guard let bytes = Base64.decode(text) else {
            throw .reject(Fault(.malformed, "malformed-body", "The body is marked as base64 and is not."))
        }
        body = bytes
    }

    /// The body as JSON of a type.
    package func json<Body: Decodable>(_ type: Body.Type) throws(StepFailure) -> Body {
        do {
            return try JSONCodec.decode(type, from: body)
        } catch {
            throw .reject(Fault(.malformed, "malformed-body", "The body is not what this call takes: \(error)"))
        }
    }
}

/// An event that a step can read out of a request.
package protocol HTTPEvent: Sendable {
    init(_ request: HTTPRequest) throws(StepFailure)
}
