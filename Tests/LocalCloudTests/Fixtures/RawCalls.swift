import AWSClient
import HTTP
import JSON
import LocalCloud
import TestKit
import Testing
import Time

extension Neighbourhood {
    /// A signed request that no operation of our client makes, and its answer.
    func raw(
        _ service: String,
        method: String = "POST",
        target: String = "/",
        headers: WebHeaders = [:],
        body: [UInt8] = []
    ) async throws -> (status: Int, headers: WebHeaders, body: [UInt8]) {
        var request = WebRequest(
            method: method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566),
            target: target,
            headers: headers,
            body: body.isEmpty ? .none : .bytes(body)
        )
        request.headers["Host"] = request.origin.authority
        let signer = Signer(region: "us-east-1", service: service, keys: SigningKeys())
        let credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")
        try signer.sign(&request, payload: Payload(of: body), with: credentials, at: clock.now)
        let answer = await cloud.answer(request)
        guard case .bytes(let bytes) = answer.body else { return (answer.status, answer.headers, []) }
        return (answer.status, answer.headers, bytes)
    }

    /// A call in JSON.
    func json(
        _ service: String,
        _ target: String,
        _ body: JSONValue
    ) async throws -> (status: Int, headers: WebHeaders, value: JSONValue) {
        let headers: WebHeaders = ["X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.0"]
        let answer = try await raw(service, headers: headers, body: body.bytes())
        return (answer.status, answer.headers, try JSONValue(parsing: answer.body))
    }

    /// A call of the query protocol.
    func form(
        _ service: String,
        _ fields: KeyValuePairs<String, String>,
        target: String = "/"
    ) async throws -> (status: Int, root: XMLElement) {
        let text = fields.map { "\($0.key)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        let headers: WebHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
        let answer = try await raw(service, target: target, headers: headers, body: Array(text.utf8))
        return (answer.status, try XMLReader.read(answer.body))
    }
}
