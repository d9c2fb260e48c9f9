import Domain
package import Hosting
import JSON

/// What is shown, in the order in which it is shown.
package struct Answer: HTTPOutput {
    var body: JSONObject

    package func encode(to encoder: any Encoder) throws { try body.encode(to: encoder) }

    package func response() throws(StepFailure) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            // It may change, and it is for those alone who may read it.
            headers: ["content-type": "application/json", "cache-control": "private, no-cache"],
            body: JSONValue.object(body).bytes()
        )
    }
}

/// How much one answer may weigh: HTTP API and Lambda take 6 MB, in which its body is a text.
enum AnswerLimits {
    /// Of the results in one answer: metadata have up to 2.7 MB beside them.
    static let results = 3_000_000
}

extension JSONValue {
    /// The bytes that it takes as a text within JSON, in which what must be escaped is escaped once more.
    var lengthInAnswer: Int {
        bytes().reduce(0) { $0 + ($1 == UInt8(ascii: "\"") || $1 == UInt8(ascii: "\\") ? 2 : 1) }
    }
}
