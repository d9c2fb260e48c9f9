import HTTP
import TestKit
import Testing
import Time

@Suite struct CurlTLSTests {
    @Test func `a verified server's answer is given as it is`() async throws {
        try await withAuthority { authority, folder in
            try write("HTTP/1.0 404 Not Found\r\n\r\nnothing here", to: "\(folder)/missing")
            let server = try authority.server()
            let response = try await get(
                "/missing",
                at: server.port,
                trusting: CertificateAuthorities(.file(authority.file))
            ).get()
            #expect(response.head.status == 404)
            #expect(response.body == Array("nothing here".utf8))
        }
    }

    @Test func `an authority is found in a folder of hashes`() async throws {
        try await withAuthority { authority, folder in
            try write("HTTP/1.0 200 OK\r\n\r\nfound", to: "\(folder)/page")
            try run("mkdir", "\(folder)/hashes")
            try run("cp", authority.file, "\(folder)/hashes/")
            try run("openssl", "rehash", "\(folder)/hashes")
            let server = try authority.server()
            let authorities = CertificateAuthorities(.folder("\(folder)/hashes"))
            #expect(try await get("/page", at: server.port, trusting: authorities).get().head.status == 200)
        }
    }

    @Test(arguments: [true, false])
    func `a server that another authority vouches for is refused, and nothing was sent`(inFolder: Bool) async throws {
        try await withAuthority { authority, folder in
            try run("mkdir", "\(folder)/hashes")
            let other = try TestAuthority("other", in: folder)
            try run("cp", other.file, "\(folder)/hashes/")
            try run("openssl", "rehash", "\(folder)/hashes")
            let server = try authority.server()
            let authorities = CertificateAuthorities(inFolder ? .folder("\(folder)/hashes") : .file(other.file))
            let failure = await get("/", at: server.port, trusting: authorities).failure
            #expect(failure?.isNotSent == true)
            #expect(failure?.description.contains("untrusted") == true, "\(String(describing: failure))")
        }
    }

    @Test func `a server whose certificate is for another name is refused, and nothing was sent`() async throws {
        try await withAuthority { authority, _ in
            let server = try authority.server(for: "DNS:other.test")
            let failure = await get("/", at: server.port, trusting: CertificateAuthorities(.file(authority.file)))
                .failure
            #expect(failure?.isNotSent == true)
            #expect(failure?.description.contains("untrusted") == true, "\(String(describing: failure))")
        }
    }

    @Test func `TLS older than 1_2 is refused`() async throws {
        try await withAuthority { authority, _ in
            let server = try authority.server(for: "DNS:localhost", "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0")
            let failure = await get("/", at: server.port, trusting: CertificateAuthorities(.file(authority.file)))
                .failure
            #expect(failure?.isNotSent == true)
        }
    }

    @Test func `a certificate file that is gone fails the request`() async throws {
        try await withAuthority { authority, folder in
            let server = try authority.server()
            let failure = await get("/", at: server.port, trusting: CertificateAuthorities(.file("\(folder)/gone.pem")))
                .failure
            #expect(failure?.isNotSent == true)
        }
    }

    @Test func `a server that stays silent fails the request in time`() async throws {
        try await withAuthority { authority, folder in
            try run("mkfifo", "\(folder)/silent")  // The server waits for a writer that never comes.
            let server = try authority.server()
            let authorities = CertificateAuthorities(.file(authority.file))
            let limit = Duration.seconds(2)
            let failure = await get("/silent", at: server.port, trusting: authorities, within: limit).failure
            #expect(failure == .deadlinePassed(sent: true))
        }
    }

    private func get(
        _ target: String,
        at port: String,
        trusting authorities: CertificateAuthorities,
        within limit: Duration = .seconds(20)
    ) async -> Result<WebResponse, TransportFailure> {
        let transport = CurlTransport(trusting: authorities)
        let origin = WebOrigin(scheme: .https, host: "localhost", port: UInt16(port))
        let request = WebRequest(origin: origin, target: target, deadline: SystemClock().now + limit)
        do throws(TransportFailure) {
            return .success(try await transport.exchange(request, bodyLimit: 1_000))
        } catch {
            return .failure(error)
        }
    }

    private func withAuthority(_ body: (TestAuthority, _ folder: String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in try await body(TestAuthority("authority", in: folder), folder) }
    }
}
