import Encoding
import HTTP
import JSON

extension Functions {
    /// Invoke: with an answer, without one, or not at all.
    func invoke(_ reference: FunctionReference, _ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        try ground.allow("lambda:InvokeFunction", on: arn(of: reference), to: request.caller)
        _ = try function(reference)
        let type = request.headers["X-Amz-Invocation-Type"] ?? "RequestResponse"
        switch type {
        case "RequestResponse": return try await invokeAndAnswer(reference, request)
        case "Event":
            try await enqueue(try payload(of: request, atMost: Self.longestEvent), for: reference, id: request.id)
            return WebAnswer(status: 202, headers: ["x-amzn-RequestId": request.id])
        case "DryRun": return WebAnswer(status: 204, headers: ["x-amzn-RequestId": request.id])
        default:
            throw ServiceFault(
                "InvalidParameterValueException",
                "Value '\(type)' at 'invocationType' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [RequestResponse, Event, DryRun]"
            )
        }
    }

    private func invokeAndAnswer(
        _ reference: FunctionReference,
        _ request: CloudRequest
    ) async throws(ServiceFault) -> WebAnswer {
        let call = FunctionCall(
            requestID: request.id,
            payload: try payload(of: request, atMost: Self.longestPayload),
            traceHeader: request.headers["X-Amzn-Trace-Id"],
            clientContext: try clientContext(of: request)
        )
        let finished = try await run(call, of: reference)
        var headers: WebHeaders = [
            "Content-Type": "application/json", "x-amzn-RequestId": request.id, "X-Amz-Executed-Version": "$LATEST",
        ]
        if case .answered(let answer) = finished.run.outcome { headers["Content-Type"] = answer.contentType }
        if !finished.run.outcome.isSuccess { headers.add("X-Amz-Function-Error", "Unhandled") }
        if request.headers["X-Amz-Log-Type"] == "Tail" {
            headers.add("X-Amz-Log-Result", Base64.encode(finished.logTail))
        }
        return WebAnswer(status: 200, headers: headers, body: .bytes(finished.payload))
    }

    /// Lambda takes JSON only, and gives a function an empty object where nothing came.
    private func payload(of request: CloudRequest, atMost limit: Int) throws(ServiceFault) -> [UInt8] {
        try Self.checked(request.body, atMost: limit)
    }

    static func checked(_ payload: [UInt8], atMost limit: Int) throws(ServiceFault) -> [UInt8] {
        guard !payload.isEmpty else { return Array("{}".utf8) }
        guard payload.count <= limit else {
            throw ServiceFault(
                "RequestEntityTooLargeException",
                "Request must be smaller than \(limit) bytes for the InvokeFunction operation",
                status: 413
            )
        }
        do {
            _ = try JSONValue(parsing: payload)
        } catch {
            throw ServiceFault(
                "InvalidRequestContentException",
                "Could not parse request body into json: \(error)"
            )
        }
        return payload
    }

    private func clientContext(of request: CloudRequest) throws(ServiceFault) -> [UInt8]? {
        guard let text = request.headers["X-Amz-Client-Context"] else { return nil }
        guard text.utf8.count <= Self.longestContext, let bytes = Base64.decode(text) else {
            throw ServiceFault(
                "InvalidRequestContentException",
                "Client context must be a valid Base64-encoded JSON object."
            )
        }
        return bytes
    }

    /// Six mebibytes to a function whose caller waits, one where nobody does, as the service has it today.
    static let longestPayload = 6_291_456
    static let longestEvent = 1_048_576
    private static let longestContext = 3_583
}
