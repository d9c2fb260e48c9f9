import TestKit

/// A server that begins everything and ends nothing.
final class UnfinishingServer: Sendable {
    let server: ThreadedServer
    /// Uploads whose head has come; their bodies are not read.
    let uploads = Milestone()

    init() throws {
        let uploads = uploads
        server = try ThreadedServer { connection in
            while let head = connection.head() {
                if head.hasPrefix("GET") {
                    connection.send("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 1000000\r\n\r\n")
                    connection.send([UInt8](repeating: 1, count: 300_000))
                } else if head.hasPrefix("PUT") {
                    connection.send("HTTP/1.1 100 Continue\r\n\r\n")
                    uploads.reach()
                } else {
                    // Its body is small and comes at once.
                    _ = connection.read()
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                    continue
                }
                connection.waitForEnd()
                return
            }
        }
    }
}

extension ServerConnection {
    /// Reads nothing, as long as the other side is there.
    fileprivate func waitForEnd() {
        waitUntilNothingComes()
        while !read().isEmpty {}
    }
}
