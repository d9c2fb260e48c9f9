import HTTP
import JSON
package import Time

extension ServiceClient {
    /// Calls an operation of a service that speaks JSON: `target` is its name with the prefix of the service's API.
    package func call<Input: Encodable & Sendable, Output: Decodable & Sendable>(
        _ target: String,
        _ input: Input,
        isIdempotent: Bool,
        isPolling: Bool = false,
        deadline: Instant?
    ) async throws(CallFailure) -> Output {
        let body: [UInt8]
        do throws(JSONError) {
            body = try JSONCodec.encode(input)
        } catch {
            throw .unreadable(service: service.rawValue, reason: "the request of \(target): \(error)")
        }
        let call = ServiceCall(
            headers: ["Content-Type": "application/x-amz-json-\(jsonVersion)", "X-Amz-Target": target],
            body: body,
            isIdempotent: isIdempotent,
            isPolling: isPolling,
            deadline: deadline
        )
        let response = try await perform(call)
        do throws(JSONError) {
            // What has nothing to say is answered with no body at all.
            let text = response.body.isEmpty ? Array("{}".utf8) : response.body
            return try JSONCodec.decode(Output.self, from: text)
        } catch {
            throw .unreadable(service: service.rawValue, reason: "the answer of \(target): \(error)")
        }
    }

    private var jsonVersion: String {
        guard case .json(let version) = form else { return "1.0" }
        return version
    }
}

/// The answer of an operation that has nothing to say.
package struct EmptyAnswer: Decodable, Sendable, Equatable {}
