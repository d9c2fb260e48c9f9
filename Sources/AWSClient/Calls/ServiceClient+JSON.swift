import HTTP
package import JSON
package import Time

/// An operation of a service that speaks JSON.
package protocol JSONOperation: Operation, Encodable where Output: Decodable {}

extension ServiceClient {
    /// Calls an operation; `api` is what the service puts before its names, and `limits` are for the answer.
    package func call<Call: JSONOperation>(
        _ operation: Call,
        of api: String,
        limits: JSONLimits = .standard,
        isPolling: Bool = false,
        leastTime: Duration = .zero,
        deadline: Instant?
    ) async throws(CallFailure) -> Call.Output {
        let body: [UInt8]
        do throws(JSONError) {
            body = try JSONCodec.encode(operation)
        } catch {
            throw .unreadable(service: service.rawValue, reason: "the request of \(Call.name): \(error)")
        }
        var call = ServiceCall(
            headers: [
                "Content-Type": "application/x-amz-json-\(jsonVersion)", "X-Amz-Target": "\(api).\(Call.name)",
            ],
            body: body,
            isIdempotent: operation.isIdempotent,
            isPolling: isPolling,
            deadline: deadline
        )
        call.leastTime = leastTime
        let response = try await perform(call)
        do throws(JSONError) {
            // What has nothing to say is answered with no body at all.
            let text = response.body.isEmpty ? Array("{}".utf8) : response.body
            return try JSONCodec.decode(Call.Output.self, from: text, limits: limits)
        } catch {
            throw .unreadable(service: service.rawValue, reason: "the answer of \(Call.name): \(error)")
        }
    }

    private var jsonVersion: String {
        guard case .json(let version) = form else { return "1.0" }
        return version
    }
}
