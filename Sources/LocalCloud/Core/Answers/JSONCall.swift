package import HTTP
package import JSON

/// One call of a JSON operation: the type has the operation's name and its fields AWS's own.
package protocol JSONCall: Decodable, Sendable {
    associatedtype Part: Actor
    associatedtype Result: Encodable & Sendable

    static var operation: String { get }

    /// Done inside the part, which holds the state.
    func perform(in part: isolated Part, for request: CloudRequest) async throws(ServiceFault) -> Result
}

extension JSONCall {
    package static var operation: String { "\(Self.self)" }
}

/// The operations of a part, by name.
package struct JSONCalls<Part: Actor>: Sendable {
    private let calls: [String: any JSONCall.Type]
    private let answers: JSONAnswers
    private let limits: JSONLimits

    /// All of `calls` are calls of this part.
    package init(_ calls: [any JSONCall.Type], answers: JSONAnswers, limits: JSONLimits = .standard) {
        self.calls = Dictionary(uniqueKeysWithValues: calls.map { ($0.operation, $0) })
        self.answers = answers
        self.limits = limits
    }

    /// `X-Amz-Target` says which: `AmazonSQS.SendMessage`.
    package func answer(_ request: CloudRequest, in part: Part) async throws(ServiceFault) -> WebAnswer {
        guard let target = request.headers["X-Amz-Target"], let name = target.split(separator: ".").last else {
            throw ServiceFault("MissingAction", "The request names no operation: X-Amz-Target is missing.")
        }
        return answers.success(try await perform(String(name), request.body, for: request, in: part), id: request.id)
    }

    /// The result as JSON.
    package func perform(
        _ name: String,
        _ body: [UInt8],
        for request: CloudRequest,
        in part: Part
    ) async throws(ServiceFault) -> [UInt8] {
        guard let call = calls[name] else { throw ServiceFault.notEmulated("The operation \(name)") }
        return try await perform(call, body, for: request, in: part)
    }

    private func perform<Call: JSONCall>(
        _ type: Call.Type,
        _ body: [UInt8],
        for request: CloudRequest,
        in part: Part
    ) async throws(ServiceFault) -> [UInt8] {
        guard let part = part as? Call.Part else { throw ServiceFault.notEmulated("The operation \(type.operation)") }
        let call: Call
        do {
            call = try JSONCodec.decode(Call.self, from: body.isEmpty ? Array("{}".utf8) : body, limits: limits)
        } catch {
            throw ServiceFault("SerializationException", "The request is not what \(type.operation) takes: \(error).")
        }
        let result = try await call.perform(in: part, for: request)
        do {
            return try JSONCodec.encode(result)
        } catch {
            throw ServiceFault("InternalFailure", "The answer cannot be written: \(error).", status: 500)
        }
    }
}

/// The answer of an operation that says nothing.
package struct Nothing: Encodable, Sendable {
    package init() {}
}
