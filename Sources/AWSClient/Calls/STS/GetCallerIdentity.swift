/// Whose credentials these are; whoever has any may ask.
package struct GetCallerIdentity: STSOperation, Equatable {
    package static let name = "GetCallerIdentity"
    package var isIdempotent: Bool { true }

    package init() {}

    package var form: QueryForm { QueryForm() }

    package struct Output: QueryOutput, Sendable, Equatable {
        package var userId: String
        package var account: String
        package var arn: String

        package init(_ result: XMLElement) throws(QueryFault) {
            userId = try result.required("UserId")
            account = try result.required("Account")
            arn = try result.required("Arn")
        }
    }
}
