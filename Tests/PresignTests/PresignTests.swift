import Crypto
import Domain
import Encoding
import FlowKit
import HTTP
import Hosting
import JSON
import Presign
import Testing
import Time

@Suite struct PresignTests {
    private let bytes = Array("%PDF-1.7 a file".utf8)

    private var sha256: String { SHA256.digest(of: bytes).hex }

    private func whole(_ name: String = "report.pdf") -> String {
        #"{"file_name": "\#(name)", "file_size": \#(bytes.count), "sha256": "\#(sha256)", "#
            + #""file_type": "application/pdf"}"#
    }

    @Test func `who knows its file gets a URL for just that file, once`() async throws {
        let pipeline = try await Pipeline.withPresign()
        let before = pipeline.clock.now
        let answer = try await pipeline.presign(whole())
        #expect(answer.status == 201 && answer.headers["cache-control"] == "no-store")
        #expect(answer.headers["etag"] == nil)
        let json = try answer.json
        let id = try #require(json["id"]?.string.flatMap(DocumentID.init))
        #expect(json["file_name"] == "report.pdf" && json["status"] == "requested" && json["version"] == "1.0.0")
        #expect(json["urls"]?["scan-results"]?.string == "https://api.example.com/docs/\(id)/scan-results")
        let expires = try #require(json["expires_at"]?.string.flatMap(Instant.init(rfc3339:)))
        #expect((before + .seconds(899)...pipeline.clock.now + .seconds(900)).contains(expires))
        let headers = try #require(json["headers"]?.object)
        #expect(headers.keys.map { $0.lowercased() }.sorted() == Self.signed)
        let url = try #require(json["upload_url"]?.string)
        let sent = Dictionary(headers.members.map { ($0.key, $0.value.string ?? "") }) { $1 }
        #expect(try await pipeline.fetch("PUT", url, headers: sent, body: bytes).head.status == 200)
        #expect(try await pipeline.fetch("PUT", url, headers: sent, body: bytes).head.status == 412)
        let document = try await pipeline.document(id)
        #expect(document.state == .requested && document.owner.text == "someone")
        #expect(document.due == document.createdAt + Waiting.forProgress)
        #expect(document.blob.key == UploadKey.key(for: id, at: document.createdAt))
    }

    private static let signed = ["content-length", "content-type", "if-none-match", "x-amz-checksum-sha256"]

    @Test(arguments: [Array("%PDF-1.7 a fake".utf8), Array("longer than was announced".utf8)])
    func `another file than was announced is not taken`(_ other: [UInt8]) async throws {
        let pipeline = try await Pipeline.withPresign()
        let json = try await pipeline.presign(whole()).json
        let headers = json["headers"]?.object?.members.map { ($0.key, $0.value.string ?? "") } ?? []
        let sent = Dictionary(headers) { $1 }
        let url = try #require(json["upload_url"]?.string)
        #expect((400..<500).contains(try await pipeline.fetch("PUT", url, headers: sent, body: other).head.status))
    }

    @Test func `who knows only a name gets a plain URL, and a form for no more than may come`() async throws {
        let pipeline = try await Pipeline.withPresign()
        let json = try await pipeline.presign(#"{"file_name": "été.pdf", "odd": [1]}"#).json
        #expect(json["file_name"] == "été.pdf" && json["headers"] == [:])
        let url = try #require(json["upload_url"]?.string)
        #expect(try await pipeline.fetch("PUT", url, body: bytes).head.status == 200)
        #expect(json["form"]?["action"]?.string?.hasSuffix("/\(Pipeline.documents.bucket)") == true)
        let policy = try #require(json["form"]?["fields"]?["policy"]?.string.flatMap(Base64.decode))
        let conditions = try JSONValue(parsing: policy)["conditions"]?.array ?? []
        #expect(conditions.contains(["content-length-range", 0, 1_000_000_000]))
    }

    @Test func `nothing in a log lets anybody upload`() async throws {
        let pipeline = try await Pipeline.withPresign()
        #expect(try await pipeline.presign(whole()).status == 201)
        #expect(!pipeline.lines.all.contains { $0.contains("X-Amz-Signature") || $0.contains("policy") })
    }

    @Test func `a version is one of the catalogue's`() async throws {
        let pipeline = try await Pipeline.withPresign()
        let chosen = try await pipeline.presign(#"{"file_name": "a", "version": "2.0.0"}"#)
        #expect(try chosen.json["version"] == "2.0.0")
        for wanted in ["9.0.0", "two", ""] {
            let answer = try await pipeline.presign(#"{"file_name": "a", "version": "\#(wanted)"}"#)
            #expect(answer.status == 422)
            #expect(try answer.json["type"] == "urn:assay:problem:unknown-version")
            #expect(try answer.json["detail"]?.string?.hasSuffix("There are: 1.0.0, 2.0.0.") == true)
        }
    }

    @Test func `a catalogue that the operators have not signed is none`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.put(Array("{}".utf8), as: "engines/catalogue.json", in: "configuration")
        let answer = try await pipeline.presign(whole())
        #expect(answer.status == 503)
        #expect(try answer.json["detail"]?.string?.contains("not signed") == true)
        #expect(try await pipeline.usage.documents == 0)
    }

    @Test(arguments: [(Principal?.some(.reader), 403), (nil, 401), (.administrator, 201)])
    func `who may not upload gets no URL`(_ caller: Principal?, _ status: Int) async throws {
        let pipeline = try await Pipeline.withPresign()
        let answer = try await pipeline.presign(whole(), as: caller)
        #expect(answer.status == status)
        #expect(try await pipeline.usage.documents == (status == 201 ? 1 : 0))
    }
}

extension Pipeline {
    static func withPresign() async throws -> Pipeline {
        let pipeline = try await Pipeline()
        try await pipeline.deploy(["eicar"])
        return pipeline
    }

    func presign(
        _ body: String,
        _ changes: [String: String] = [:],
        as caller: Principal? = .uploader
    ) async throws -> CalledAnswer {
        let presign = try function(changes) { HTTPFront(try Presign(&$0)) }
        return try await call(presign, "POST", "/docs/request-upload", body: body, as: caller)
    }
}
