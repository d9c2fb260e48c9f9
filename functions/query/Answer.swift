import Domain
package import Hosting
import JSON

/// What is shown, in the order in which it is shown.
package struct Answer: HTTPOutput {
    var body: JSONObject

    package func encode(to encoder: any Encoder) throws { try body.encode(to: encoder) }

    package func response() throws(StepFailure) -> HTTPResponse {
        // It may change, and it is for those alone who may read it.
        var headers = ["content-type": "application/json", "cache-control": "private, no-cache"]
        if let next = body["next"] {
            // When to look again is said anew each time, and is no news: a client that holds all else hears 304, and
            // that.
            var lasting = body
            lasting["next"] = nil
            headers["etag"] = "W/" + HTTPResponse.tag(of: JSONValue.object(lasting).bytes())
            headers["retry-after"] = "\(((next["after"]?.int ?? 0) + 999) / 1_000)"
        }
        return HTTPResponse(status: 200, headers: headers, body: JSONValue.object(body).bytes())
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
