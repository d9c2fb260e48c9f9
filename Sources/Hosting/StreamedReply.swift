/// A reply that is written piece by piece while the caller already reads it.
package struct StreamedReply: Sendable {
    package let contentType: String
    /// Status, headers and cookies of an HTTP answer, sent ahead of the body.
    package let prelude: HTTPPrelude?
    package let body: @Sendable (any ReplyWriter) async throws(StepFailure) -> Void

    package init(
        contentType: String = "application/octet-stream",
        prelude: HTTPPrelude? = nil,
        body: @escaping @Sendable (any ReplyWriter) async throws(StepFailure) -> Void
    ) {
        self.contentType = contentType
        self.prelude = prelude
        self.body = body
    }
}

/// Where a streamed reply goes.
///
/// A write returns when the caller can take more, so nothing piles up here.
package protocol ReplyWriter: AnyObject {
    func write(_ bytes: [UInt8]) async throws(StepFailure)
}

/// What an HTTP caller sees before the first byte of a streamed body.
package struct HTTPPrelude: Sendable, Encodable {
    package let statusCode: Int
    package let headers: [String: String]
    package let cookies: [String]

    package init(statusCode: Int = 200, headers: [String: String] = [:], cookies: [String] = []) {
        self.statusCode = statusCode
        self.headers = headers
        self.cookies = cookies
    }
}
