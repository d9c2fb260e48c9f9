import AWSClient
import Domain
import HTTP
import Ports
import TestKit
import Testing
import Time

/// What grants let their holders do.
///
/// That signatures and policies are right is shown beside botocore, in AWSClientTests; what moto lets pass is a Gap.
@Suite(.needsMoto) struct GrantTests {
    @Test(arguments: Adapter.allCases)
    func `whoever holds an upload's URL and headers can store the object`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let blob = blobs.blob("3f/2026/11/21/é b+c.pdf")
        let hash = try #require(FileHash(hex: "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"))
        let terms = UploadTerms(blob: blob, size: 3, type: "application/pdf", sha256: hash, mustBeNew: true)
        let grant = try await blobs.store.upload(terms, at: SystemClock().now, for: .seconds(900))
        #expect(
            grant.headers == [
                .init("Content-Type", "application/pdf"), .init("Content-Length", "3"), .init("If-None-Match", "*"),
                .init("x-amz-checksum-sha256", "A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc+4E="),
            ]
        )
        for header in grant.headers {
            // What is signed is a header, and not a part of the URL that anybody could change.
            #expect(grant.url.revealed.lowercased().split(separator: header.name.lowercased() + "=").count == 1)
        }
        var headers = WebHeaders()
        // The transport says itself how long a body is.
        for header in grant.headers where header.name != "Content-Length" { headers.add(header.name, header.value) }
        let status = try await blobs.cloud.send("PUT", grant.url.revealed, headers, [1, 2, 3])
        #expect(status == 200)
        #expect(try await blobs.store.read(blob, 0..<9) == [1, 2, 3])
        #expect(try await blobs.store.head(blob).type == "application/pdf")
        // A second PUT to the same URL finds the place taken.
        #expect(try await blobs.cloud.send("PUT", grant.url.revealed, headers, [1, 2, 3]) == 412)
    }

    @Test(arguments: Adapter.allCases)
    func `an upload of which nothing is known is a plain PUT`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let blob = blobs.blob("plain")
        let terms = UploadTerms(blob: blob, size: nil, type: nil, sha256: nil, mustBeNew: false)
        let grant = try await blobs.store.upload(terms, at: SystemClock().now, for: .seconds(900))
        #expect(grant.headers == [])
        #expect(try await blobs.cloud.send("PUT", grant.url.revealed, [:], [7]) == 200)
        #expect(try await blobs.store.read(blob, 0..<9) == [7])
    }

    @Test(arguments: Adapter.allCases)
    func `whoever holds a download's URL can read that version`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let blob = try await blobs.store.write([9, 8], to: blobs.blob("a/b c"), type: "text/plain")
        let url = try await blobs.store.download(blob, at: SystemClock().now, for: .seconds(60))
        #expect(try await blobs.cloud.send("GET", url.revealed, [:], nil) == 200)
        #expect(url.description == "[url until \(url.expires.rfc3339)]")
    }

    @Test(arguments: Adapter.allCases)
    func `a form names its object, its sizes and where it goes`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let now = SystemClock().now
        let terms = FormTerms(blob: blobs.blob("form/key"), sizes: 1...1_000, type: "text/plain")
        let form = try await blobs.store.form(terms, at: now, for: .seconds(900))
        let fields = form.fields.map(\.name)
        #expect(fields.contains("policy") && fields.contains("x-amz-signature"))
        #expect(form.fields.first { $0.name == "key" }?.revealed == "form/key")
        #expect(form.action == "http://127.0.0.1:\(blobs.cloud.origin.port)/\(blobs.bucket)")
        #expect((Duration.seconds(899)...(.seconds(900))).contains(form.expires - now))
    }
}

/// What grants keep their holders from.
@Suite(.needsMoto) struct GrantLimitTests {
    private let terms: @Sendable (Blob) -> UploadTerms = { blob in
        UploadTerms(blob: blob, size: 3, type: nil, sha256: FileHash(hex: hash), mustBeNew: false)
    }
    private static let hash = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"

    /// The headers of a grant, but for the length, which the transport says itself.
    private func headers(_ grant: UploadGrant) -> WebHeaders {
        WebHeaders(grant.headers.filter { $0.name != "Content-Length" }.map { WebHeaders.Field($0.name, $0.value) })
    }

    @Test(arguments: Adapter.allCases)
    func `an upload's URL ends`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let past = SystemClock().now - .seconds(60)
        let grant = try await blobs.store.upload(terms(blobs.blob("late")), at: past, for: .seconds(30))
        try await adapter.expecting(.uploadAfterItsEnd) {
            let status = try await blobs.cloud.send("PUT", grant.url.revealed, headers(grant), [1, 2, 3])
            #expect(status == 403)
        }
    }

    @Test(arguments: Adapter.allCases)
    func `an upload's URL stores what it was given for`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let grant = try await blobs.store.upload(terms(blobs.blob("other")), at: SystemClock().now, for: .seconds(30))
        try await adapter.expecting(.uploadOfOtherBytes) {
            let status = try await blobs.cloud.send("PUT", grant.url.revealed, headers(grant), [1, 2, 4])
            #expect((400..<500).contains(status))
        }
    }

    @Test(arguments: Adapter.allCases)
    func `an upload's URL is good for its key alone`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let grant = try await blobs.store.upload(terms(blobs.blob("key")), at: SystemClock().now, for: .seconds(30))
        let url = grant.url.revealed.split(separator: "/key?", maxSplits: 1).joined(separator: "/other?")
        try await adapter.expecting(.uploadWithOtherSignature) {
            let status = try await blobs.cloud.send("PUT", url, headers(grant), [1, 2, 3])
            #expect(status == 403)
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a form takes no more than it says`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let terms = FormTerms(blob: blobs.blob("form"), sizes: 1...5, type: nil)
        let form = try await blobs.store.form(terms, at: SystemClock().now, for: .seconds(60))
        let status = try await blobs.cloud.post(form, file: [1, 2, 3])
        #expect((200..<300).contains(status))
        #expect(try await blobs.store.read(blobs.blob("form"), 0..<9) == [1, 2, 3])
        try await adapter.expecting(.formAgainstItsPolicy) {
            let status = try await blobs.cloud.post(form, file: [1, 2, 3, 4, 5, 6])
            #expect(status == 400)
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a form that somebody has changed is refused`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let terms = FormTerms(blob: blobs.blob("form"), sizes: 1...5, type: nil)
        let form = try await blobs.store.form(terms, at: SystemClock().now, for: .seconds(60))
        let fields = form.fields.map { field in
            field.name == "x-amz-signature"
                ? GrantField(field.name, revealed: String(field.revealed.reversed())) : field
        }
        let forged = FormGrant(action: form.action, fields: fields, expires: form.expires)
        try await adapter.expecting(.formWithOtherSignature) {
            let status = try await blobs.cloud.post(forged, file: [1])
            #expect(status == 403)
        }
    }
}

extension Cloud {
    /// Sends a form as a browser does: its fields, then the file.
    func post(_ form: FormGrant, file: [UInt8]) async throws -> Int {
        let boundary = "----boundary-of-a-test"
        var body: [UInt8] = []
        for field in form.fields {
            let head = "Content-Disposition: form-data; name=\"\(field.name)\""
            body += Array("--\(boundary)\r\n\(head)\r\n\r\n\(field.revealed)\r\n".utf8)
        }
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\""
        body += Array("--\(boundary)\r\n\(head)\r\nContent-Type: application/octet-stream\r\n\r\n".utf8)
        body += file + Array("\r\n--\(boundary)--\r\n".utf8)
        let type = "multipart/form-data; boundary=\(boundary)"
        return try await send("POST", form.action, ["Content-Type": type], body)
    }

    /// Sends a request as a browser or curl would, and tells the status of its answer.
    func send(_ method: String, _ url: String, _ headers: WebHeaders, _ body: [UInt8]?) async throws -> Int {
        let target = String(url.dropFirst("\(origin)".count))
        #expect("\(origin)\(target)" == url)
        let request = WebRequest(
            method: method,
            origin: origin,
            target: target,
            headers: headers,
            body: body.map { .bytes($0) } ?? .none,
            deadline: deadline
        )
        return try await outside.transport.exchange(request, bodyLimit: 1 << 20).head.status
    }
}
