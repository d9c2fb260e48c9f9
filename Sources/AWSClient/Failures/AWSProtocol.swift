/// How a service is spoken to, and so how its errors look.
package enum AWSProtocol: Sendable, Equatable {
    /// `application/x-amz-json-1.0` or `1.1`.
    case json(version: String)
    case query
    case restXML
}
