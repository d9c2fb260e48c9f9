/// What comes before a response's body.
package struct WebResponseHead: Sendable, Equatable {
    package let status: Int
    package let headers: WebHeaders

    package init(status: Int, headers: WebHeaders = [:]) {
        self.status = status
        self.headers = headers
    }
}

/// A response with its whole body in memory.
package struct WebResponse: Sendable, Equatable {
    package let head: WebResponseHead
    package let body: [UInt8]

    package init(head: WebResponseHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}
