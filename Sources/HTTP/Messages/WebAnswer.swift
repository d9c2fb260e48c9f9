/// A response as it goes out.
package struct WebAnswer: Sendable {
    package var status: Int
    package var headers: WebHeaders
    package var body: WebBody

    package init(status: Int, headers: WebHeaders = [:], body: WebBody = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Answers requests, wherever they come from: a socket, or a caller in this process.
package protocol Answerer: Sendable {
    /// Every request has an answer: what goes wrong is one of them.
    func answer(_ request: WebRequest) async -> WebAnswer
}
