import Glibc
import Hosting
import JSON
import Time

extension InvocationContext {
    /// The whole context, as the host understood it.
    var json: [UInt8] {
        let value: JSONValue = [
            "request_id": .string(requestID),
            "now": .string(now.rfc3339),
            "deadline": .string(deadline.rfc3339),
            "remaining_ms": .number(JSONNumber(remaining.components.seconds * 1_000)),
            "function_arn": functionARN.map { .string($0) } ?? .null,
            "trace_id": traceID.map { .string($0) } ?? .null,
            "tenant_id": tenantID.map { .string($0) } ?? .null,
            "client_context": clientContext.json,
            "cognito_identity": cognitoIdentity.json,
            "trace_variable": getenv("_X_AMZN_TRACE_ID").map { .string(String(cString: $0)) } ?? .null,
        ]
        return value.bytes()
    }
}

extension CallerNote {
    fileprivate var json: JSONValue {
        switch self {
        case .absent: .null
        case .value(let value): value
        case .malformed(let text): ["malformed": .string(text)]
        }
    }
}
