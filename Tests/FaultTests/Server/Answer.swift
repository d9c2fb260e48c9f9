import Time

/// An answer before anything goes wrong with it.
struct Answer: Sendable {
    var status: String
    var headers: [(String, String)]
    var body: [UInt8]
    /// How much more is announced than sent.
    var extraLength = 0
    var isChunked = false

    init(_ status: String = "200 OK", _ headers: [(String, String)] = [], _ body: String = "") {
        self.status = status
        self.headers = headers
        self.body = Array(body.utf8)
    }

    func head(at now: Instant) -> [UInt8] {
        let length = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(body.count + extraLength)"
        let fields = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
        let head = "HTTP/1.1 \(status)\r\nDate: \(now.rfc1123)\r\nx-amzn-RequestId: r\r\n\(fields)\(length)\r\n\r\n"
        return Array(head.utf8)
    }

    /// An error in the words of the service that was asked.
    static func error(_ status: String, _ code: String, for request: FaultyRequest) -> Answer {
        // Some services tell what they have reckoned with, and that is the whole head of the request.
        let proof = "AWS4-HMAC-SHA256 Signature=\(request.signature ?? "") x-amz-security-token:HUSH"
        let error = "<Error><Code>\(code)</Code><Message>it is refused\n\n'\(proof)'</Message></Error>"
        switch request.operation {
        case .s3: return Answer(status, [], error)
        case .query: return Answer(status, [], "<ErrorResponse>\(error)</ErrorResponse>")
        case .json:
            let message = #""message":"it is refused\n\n'\#(proof)'""#
            return Answer(status, [], #"{"__type":"com.amazonaws#\#(code)",\#(message)}"#)
        }
    }
}
