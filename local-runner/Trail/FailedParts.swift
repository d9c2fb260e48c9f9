import JSON
import LocalCloud

/// What an answer says of itself that went wrong: messages that are to come again, or a status of five hundred.
struct FailedParts: Sendable {
    let messages: [String]
    let status: Int?

    init(of answer: FunctionAnswer) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: answer.bytes)
        } catch {
            // An answer need not be JSON; then it says nothing of itself.
            (messages, status) = ([], nil)
            return
        }
        messages = (value["batchItemFailures"]?.array ?? []).compactMap { $0["itemIdentifier"]?.string }
        status = value["statusCode"]?.int.flatMap { $0 >= 500 ? $0 : nil }
    }

    var isEmpty: Bool { messages.isEmpty && status == nil }
}
