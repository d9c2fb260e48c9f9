import JSON

/// An answer before it is wrapped for the API gateway.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// Lower-case names.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func json(_ value: some Encodable, status: Int = 200) throws(StepFailure) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["content-type": "application/json"], body: try encoded(value))
    }
}

/// An output that knows its own status and headers.
///
/// Every other output is 200 and its JSON.
package protocol HTTPOutput: Encodable, Sendable {
    func response() throws(StepFailure) -> HTTPResponse
}
