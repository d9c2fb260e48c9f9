import HTTP
import TestKit
import Testing

@Suite struct OneRequestTests {
    @Test func `a verified server's answer is given as it is`() throws {
        try withAuthority { authority, folder in
            try write("HTTP/1.0 404 Not Found\r\n\r\nnothing here", to: "\(folder)/missing")
            let server = try authority.server()
            let answer = try get("https://localhost:\(server.port)/missing", trusting: authority.file).perform()
            #expect(answer.status == 404)
            #expect(answer.body == Array("nothing here".utf8))
        }
    }

    @Test func `a server that another authority vouches for is refused`() throws {
        try withAuthority { authority, folder in
            let other = try TestAuthority("other", in: folder)
            let server = try authority.server()
            let failure = try #require(throws: RequestFailure.self) {
                try get("https://localhost:\(server.port)/", trusting: other.file).perform()
            }
            #expect(failure.isUntrusted, "\(failure)")
        }
    }

    @Test func `a server whose certificate is for another name is refused`() throws {
        try withAuthority { authority, folder in
            let server = try authority.server(for: "DNS:other.test")
            let failure = try #require(throws: RequestFailure.self) {
                try get("https://localhost:\(server.port)/", trusting: authority.file).perform()
            }
            #expect(failure.isUntrusted, "\(failure)")
        }
    }

    @Test func `TLS older than 1.2 is refused`() throws {
        try withAuthority { authority, folder in
            let server = try authority.server(for: "DNS:localhost", "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0")
            #expect(throws: RequestFailure.self) {
                try get("https://localhost:\(server.port)/", trusting: authority.file).perform()
            }
        }
    }

    @Test func `a certificate file that is gone fails the request`() throws {
        try withAuthority { authority, folder in
            let server = try authority.server()
            #expect(throws: RequestFailure.self) {
                try get("https://localhost:\(server.port)/", trusting: "\(folder)/gone.pem").perform()
            }
        }
    }

    @Test func `a redirect is an answer and is not followed`() throws {
        try withAuthority { authority, folder in
            try write("HTTP/1.0 302 Found\r\nLocation: /there\r\n\r\n", to: "\(folder)/here")
            try write("HTTP/1.0 200 OK\r\n\r\n", to: "\(folder)/there")
            let server = try authority.server()
            let answer = try get("https://localhost:\(server.port)/here", trusting: authority.file).perform()
            #expect(answer.status == 302)
        }
    }

    @Test func `a body may be as long as the limit and no longer`() throws {
        try withAuthority { authority, folder in
            try write("HTTP/1.0 200 OK\r\n\r\neleven long", to: "\(folder)/body")
            let server = try authority.server()
            let url = "https://localhost:\(server.port)/body"
            #expect(try get(url, trusting: authority.file, bodyLimit: 11).perform().body.count == 11)
            #expect(throws: RequestFailure.bodyOverLimit(10)) {
                try get(url, trusting: authority.file, bodyLimit: 10).perform()
            }
        }
    }

    @Test func `a server that stays silent fails the request in time`() throws {
        try withAuthority { authority, folder in
            try run("mkfifo", "\(folder)/silent")  // The server waits for a writer that never comes.
            let server = try authority.server()
            let limit = Duration.milliseconds(200)
            #expect(throws: RequestFailure.timedOut(after: limit)) {
                try get("https://localhost:\(server.port)/silent", trusting: authority.file, within: limit).perform()
            }
        }
    }

    @Test(arguments: ["ftp://localhost/", "file:///etc/hosts", "gopher://localhost/", "https://"])
    func `only whole URLs of http and https are asked`(url: String) throws {
        #expect(throws: RequestFailure.self) { try get(url, trusting: "/etc/hosts").perform() }
    }

    @Test func `a URL with a zero byte is refused whole`() throws {
        #expect(throws: RequestFailure.self) { try get("https://localhost\0.other.test/", trusting: "/x").perform() }
    }

    @Test func `a failure never names the path or the query`() throws {
        let failure = try #require(throws: RequestFailure.self) {
            try get("https://localhost:1/path?X-Amz-Signature=secret", trusting: "/etc/hosts").perform()
        }
        #expect(!"\(failure)".contains("secret"))
        #expect(!"\(failure)".contains("path"))
    }
}

private func get(
    _ url: String,
    trusting file: String,
    within limit: Duration = .seconds(20),
    bodyLimit: Int = 1_000_000
) throws -> OneRequest {
    let authorities = try CertificateAuthorities(setting: { _ in file }) { _ in true }
    return OneRequest(url: url, trusting: authorities, within: limit, bodyLimit: bodyLimit)
}

private func withAuthority(_ body: (TestAuthority, _ folder: String) throws -> Void) throws {
    try withTemporaryFolder { folder in try body(TestAuthority("authority", in: folder), folder) }
}
