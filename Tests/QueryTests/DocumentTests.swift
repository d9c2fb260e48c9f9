import Domain
import FlowKit
import Hosting
import JSON
import Query
import Testing
import Time

/// A document and its metadata as they are shown.
@Suite struct DocumentTests {
    @Test func `everything is shown that is known of a document`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.done()
        let answer = try await pipeline.query("/docs/{id}", document.id)
        #expect(answer.status == 200)
        let json = try answer.json
        let expected: JSONObject = [
            "id": .string("\(document.id)"), "file_name": "report.pdf", "status": "done", "organisation": "acme",
            "owner": "someone", "file_size": 6, "file_type": "application/pdf",
            "sha256": .string(String(repeating: "01", count: 32)), "version": "1.0.0",
            "bucket": .string(Pipeline.documents.bucket),
            "region": "us-east-1", "file": .string(document.blob.key), "round": 1, "expected": ["eicar", "other"],
            "created_at": .string(document.createdAt.rfc3339), "updated_at": .string(document.updatedAt.rfc3339),
            "uploaded_at": .string(document.createdAt.rfc3339), "meta": ["pages": 3, "author": "Ann"],
        ]
        for member in expected.members { #expect(json[member.key] == member.value, "\(member.key)") }
        #expect(json["object_version"]?.string == document.blob.version && document.blob.version != nil)
        #expect(json["scan-results"]?.array?.compactMap { $0["name"]?.string } == ["eicar", "other"])
        #expect(json["urls"]?["document"]?.string == "https://api.example.com/docs/\(document.id)")
        #expect(json["next"] == nil && json["reason"] == nil && json["cursor"] == nil)
    }

    @Test func `metadata alone have the shape that clients know`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.done()
        let json = try await pipeline.query("/docs/{id}/meta", document.id).json
        #expect(json["id"]?.string == "\(document.id)" && json["file_name"] == "report.pdf")
        #expect(json["status"] == "done" && json["meta"] == ["pages": 3, "author": "Ann"])
    }

    @Test func `before anything has come there is nothing to show, and a time to look again`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        for path in ["/docs/{id}", "/docs/{id}/meta", "/docs/{id}/scan-results"] {
            let json = try await pipeline.query(path, document.id).json
            #expect(json["status"] == "requested" && json["file_name"] == "report.pdf")
            #expect(json["meta"] ?? [:] == [:] && json["scan-results"] ?? [] == [])
            let url = path.replacing("{id}", with: "\(document.id)")
            #expect(json["next"]?["url"]?.string == "https://api.example.com\(url)")
            #expect((3_000...60_000).contains(json["next"]?["after"]?.int ?? 0))
        }
    }

    @Test func `why a document ended is told`() async throws {
        let pipeline = try await Pipeline()
        let failed = try await pipeline.requested(1)
        try await pipeline.keep(failed.id) { $0.state = .failed(.checksumMismatch) }
        let unscanned = try await pipeline.requested(2)
        try await pipeline.keep(unscanned.id) { $0.state = .processed(reason: "no engine") }
        let first = try await pipeline.query("/docs/{id}", failed.id).json
        #expect(first["status"] == "error" && first["reason"] == "checksum-mismatch" && first["next"] == nil)
        let second = try await pipeline.query("/docs/{id}/scan-results", unscanned.id).json
        #expect(second["status"] == "done" && second["reason"] == "no engine" && second["next"] == nil)
    }

    @Test(arguments: ["/docs/{id}", "/docs/{id}/meta", "/docs/{id}/scan-results"])
    func `when to look again is said with every answer, and makes none of them new`(_ path: String) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        let first = try await pipeline.query(path, document.id)
        let tag = try #require(first.headers["etag"])
        // Whole seconds, rounded up, of a time that goes on.
        #expect(tag.hasPrefix("W/") && ["3", "4"].contains(first.headers["retry-after"]))
        pipeline.clock.move(by: .milliseconds(9_500))
        let again = try await pipeline.query(path, document.id, headers: ["if-none-match": tag])
        #expect(again.status == 304 && again.headers["etag"] == tag)
        let seconds = try #require(again.headers["retry-after"].flatMap { Int($0) })
        #expect((12...14).contains(seconds))
        let whole = try await pipeline.query(path, document.id)
        #expect(whole.headers["etag"] == tag && whole.text != first.text)
        try await pipeline.keep(document.id) { $0.state = .expired }
        let ended = try await pipeline.query(path, document.id, headers: ["if-none-match": tag])
        #expect(ended.status == 200 && ended.headers["retry-after"] == nil)
    }

    @Test(arguments: ["/docs/{id}", "/docs/{id}/meta", "/docs/{id}/scan-results"])
    func `an answer that has not changed is not sent again`(_ path: String) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.done()
        let tag = try #require(try await pipeline.query(path, document.id).headers["etag"])
        let again = try await pipeline.query(path, document.id, headers: ["if-none-match": tag])
        #expect(again.status == 304 && again.text.isEmpty && again.headers["etag"] == tag)
        try await pipeline.keep(document.id) { $0.round = 2 }
        try await pipeline.keep([pipeline.result(.malicious, by: "new", of: document, round: 2)])
        let metadata = Metadata(scriptVersion: "2", extractedAt: document.createdAt, pairs: [:])
        try await pipeline.keep(metadata, of: document.id)
        #expect(try await pipeline.query(path, document.id, headers: ["if-none-match": tag]).status == 200)
    }

    @Test(arguments: [
        (Principal?.some(.stranger), 404), (.reader, 200), (nil, 401),
        (Principal(organisation: "acme", subject: "a", role: "spy"), 401),
    ])
    func `a document is shown to its organisation alone`(_ caller: Principal?, _ status: Int) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.done()
        for path in ["/docs/{id}", "/docs/{id}/meta", "/docs/{id}/scan-results"] {
            let answer = try await pipeline.query(path, document.id, as: caller)
            #expect(answer.status == status)
            #expect(status == 200 || !answer.text.contains("report.pdf"))
        }
    }

    @Test(arguments: [("GetItem", 0), ("GetItem", 1), ("GetItem", 2), ("Query", 0)])
    func `what cannot be read just now can be asked for a little later`(_ call: String, _ passes: Int) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.done()
        pipeline.transport.add(FaultyTransport.Fault(call, passes: passes))
        let answer = try await pipeline.query("/docs/{id}", document.id)
        #expect(answer.status == 503 && answer.headers["retry-after"] == "1")
        #expect(try answer.json["type"] == "urn:assay:problem:unavailable")
        #expect(try await pipeline.query("/docs/{id}", document.id).status == 200)
    }

    @Test(arguments: ["no-id", "", "8c6b7d7e-0000-4000-8000-000000000000", "../x"])
    func `what is no document is not found`(_ id: String) async throws {
        let pipeline = try await Pipeline()
        let query = try pipeline.function { HTTPFront(try Query(&$0)) }
        let answer = try await pipeline.call(query, "GET", "/docs/\(id)", id: id)
        #expect(answer.status == 404)
        #expect(try answer.json["type"] == "urn:assay:problem:unknown")
    }
}

/// What lies beside documents.
@Suite struct ListTests {
    @Test func `documents are listed page by page, the newest first, and no other organisation's`() async throws {
        let pipeline = try await Pipeline()
        var ids: [String] = []
        for number in 1...5 {
            ids.insert("\(try await pipeline.requested(number).id)", at: 0)
            pipeline.clock.move(by: .seconds(1))
        }
        _ = try await pipeline.requested(6, of: OrganisationName(unchecked: "other"))
        var listed: [String] = []
        var cursor: String?
        repeat {
            let json = try await pipeline.query("/docs", query: "limit=2" + (cursor.map { "&cursor=\($0)" } ?? "")).json
            let rows = json["documents"]?.array ?? []
            #expect((1...2).contains(rows.count))
            #expect(rows.allSatisfy { $0["created_at"] != nil && $0["urls"]?["meta-data"] != nil })
            listed += rows.compactMap { $0["id"]?.string }
            cursor = json["cursor"]?.string
        } while cursor != nil
        #expect(listed == ids)
    }

    @Test func `a client is told what it can choose`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.deploy(["other", "eicar"])
        let json = try await pipeline.query("/versions").json
        #expect(json == ["default": "1.0.0", "versions": ["1.0.0", "2.0.0"], "engines": ["eicar", "other"]])
    }

    @Test(arguments: [
        ("/docs", "limit=0", "malformed-limit"), ("/docs", "limit=501", "malformed-limit"),
        ("/docs", "limit=ten", "malformed-limit"), ("/docs", "limit=", "malformed-limit"),
        ("/docs", "cursor=nowhere", "malformed-position"), ("/docs/{id}/scan-results", "round=0", "malformed-round"),
        ("/docs/{id}/scan-results", "round=1.5", "malformed-round"),
        ("/docs/{id}/scan-results", "cursor=Not%20An%20Engine", "malformed-position"),
    ])
    func `a question that is none is refused`(_ path: String, _ query: String, _ code: String) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        let answer = try await pipeline.query(path, document.id, query: query)
        #expect(answer.status == 400)
        #expect(try answer.json["type"]?.string == "urn:assay:problem:\(code)")
    }
}

extension Pipeline {
    func query(
        _ path: String,
        _ document: DocumentID? = nil,
        query: String = "",
        headers: [String: String] = [:],
        as caller: Principal? = .reader
    ) async throws -> CalledAnswer {
        let id = document.map { "\($0)" }
        let path = path.replacing("{id}", with: id ?? "")
        let named = path == "/docs" || path == "/versions" ? nil : id
        let step = try function { HTTPFront(try Query(&$0)) }
        return try await call(step, "GET", path, id: named, query: query, headers: headers, as: caller)
    }

    /// A document with metadata and the results of two engines.
    func done() async throws -> Document {
        let document = try await uploaded { document in
            document.verified?.type = "application/pdf"
            document.round = 1
            document.state = .processed(reason: nil)
        }
        let pairs: JSONObject = ["pages": 3, "author": "Ann"]
        try await keep(Metadata(scriptVersion: "1", extractedAt: document.createdAt, pairs: pairs), of: document.id)
        try await expect(["other", "eicar"], of: document.id)
        try await keep([
            result(by: "other", of: document), result(.malicious, by: "eicar", of: document, text: "EICAR-Test-File"),
        ])
        return document
    }
}
