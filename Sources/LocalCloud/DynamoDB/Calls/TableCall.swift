import AWSClient
import JSON

/// One call of an operation: the type has the operation's name.
protocol TableCall: Sendable {
    init(_ fields: inout CallFields) throws(ServiceFault)

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue
}

/// A call that reads its parameters one by one, as a JSON call.
///
/// Codable would have nothing to say of a parameter that it does not know, and DynamoDB has its own words for one that
/// is missing or wrong.
struct ReadCall<Call: TableCall>: JSONCall {
    private let object: JSONObject

    static var operation: String { "\(Call.self)" }

    init(from decoder: any Decoder) throws {
        object = try JSONObject(from: decoder)
    }

    func perform(in part: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        var fields = CallFields(object)
        let call = try Call(&fields)
        try fields.finish()
        return try await call.perform(in: part, for: request)
    }
}
