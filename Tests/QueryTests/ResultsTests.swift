import Domain
import FlowKit
import HTTP
import Hosting
import JSON
import Query
import Testing
import Time

/// The results of a round as they are shown.
@Suite struct ResultsTests {
    @Test(arguments: [
        (Category.undetected, "", "not detected"), (.harmless, "", "not detected"),
        (.undetected, "probably fine", "probably fine"), (.malicious, "EICAR-Test-File", "EICAR-Test-File"),
        (.malicious, "", "malicious"), (.timeout, "", "timeout"), (.failure, "not deployed", "not deployed"),
        (.typeUnsupported, "", "type-unsupported"),
    ])
    func `a person reads what an engine said`(_ category: Category, _ text: String, _ sentence: String) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanning()
        let result = pipeline.result(category, by: "eicar", of: document, text: text)
        try await pipeline.keep([result])
        let json = try await pipeline.query("/docs/{id}/scan-results", document.id).json
        let ended = JSONValue.string(result.endedAt.rfc3339)
        #expect(
            json["scan-results"] == [
                [
                    "name": "eicar", "results": .string(sentence), "category": .string(category.rawValue),
                    "engine_version": "1.0", "signature_version": "s1", "started_at": ended, "ended_at": ended,
                    "late": false, "reused": false,
                ]
            ]
        )
    }

    @Test func `results appear one by one, until there is nothing more to wait for`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanning()
        for (count, engine) in ["b", "a", "c"].enumerated() {
            let json = try await pipeline.query("/docs/{id}/scan-results", document.id).json
            #expect(json["scan-results"]?.array?.count == count)
            #expect(json["status"] == "in progress" && json["next"]?["after"]?.int != nil)
            try await pipeline.keep([pipeline.result(by: engine, of: document)])
        }
        try await pipeline.keep(document.id) { $0.state = .processed(reason: nil) }
        let json = try await pipeline.query("/docs/{id}/scan-results", document.id).json
        #expect(json["scan-results"]?.array?.compactMap { $0["name"]?.string } == ["a", "b", "c"])
        #expect(json["status"] == "done" && json["next"] == nil)
    }

    @Test func `a late result and one that was taken over say so`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanning()
        var late = pipeline.result(.malicious, by: "late", of: document)
        late.isLate = true
        let known = pipeline.result(by: "known", of: document)
        let reused = EngineResult(
            document: known.document,
            round: 1,
            engine: known.engine,
            engineVersion: "1.0",
            signatureVersion: "s1",
            finding: known.finding,
            startedAt: known.startedAt,
            endedAt: known.endedAt,
            origin: .reused(sealedFor: nil)
        )
        try await pipeline.keep([late, reused])
        let rows = try await pipeline.query("/docs/{id}/scan-results", document.id).json["scan-results"]
        #expect(rows?[0]?["name"] == "known" && rows?[0]?["reused"] == true && rows?[0]?["late"] == false)
        #expect(rows?[1]?["name"] == "late" && rows?[1]?["reused"] == false && rows?[1]?["late"] == true)
    }

    @Test func `earlier rounds are shown to whoever asks for them`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanning()
        try await pipeline.keep([
            pipeline.result(.timeout, by: "eicar", of: document, round: 1),
            pipeline.result(.malicious, by: "eicar", of: document, round: 2),
        ])
        try await pipeline.keep(document.id) { $0.round = 2 }
        let path = "/docs/{id}/scan-results"
        let latest = try await pipeline.query(path, document.id).json
        #expect(latest["scan-results"]?[0]?["category"] == "malicious" && latest["next"] != nil)
        let first = try await pipeline.query(path, document.id, query: "round=1").json
        #expect(first["scan-results"]?[0]?["category"] == "timeout" && first["next"] == nil)
        #expect(try await pipeline.query(path, document.id, query: "round=3").status == 404)
    }

    @Test func `what is stored apart can be fetched for a while`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanning()
        let text = Array(String(repeating: "x", count: 70_000).utf8)
        let key = "results/\(document.id)/000001-eicar"
        let version = try await pipeline.put(text, as: key)
        let blob = Pipeline.documents.blob(key, version: version)
        let plain = pipeline.result(.suspicious, by: "eicar", of: document)
        let stored = EngineResult(
            document: document.id,
            round: 1,
            engine: plain.engine,
            engineVersion: "1.0",
            signatureVersion: "s1",
            finding: .open(.suspicious, .stored(blob, size: 70_000)),
            startedAt: plain.startedAt,
            endedAt: plain.endedAt
        )
        try await pipeline.keep([stored])
        let row = try await pipeline.query("/docs/{id}/scan-results", document.id).json["scan-results"]?[0]
        #expect(row?["results"] == "suspicious")
        let url = try #require(row?["results_url"]?.string)
        let fetched = try await pipeline.fetch("GET", url)
        #expect(fetched.head.status == 200 && fetched.body == text)
        pipeline.clock.move(by: .seconds(900))
        #expect(try await pipeline.fetch("GET", url).head.status == 403)
        #expect(!pipeline.lines.all.contains { $0.contains("X-Amz-Signature") })
    }

    @Test func `results over a page are read page by page, however long their texts are`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanning()
        // Each takes seven times its length in an answer.
        let text = String(repeating: "\u{1}", count: 60_000)
        let engines = (10..<40).map { "engine-\($0)" }
        try await pipeline.keep(engines.map { pipeline.result(.malicious, by: $0, of: document, text: text) })
        var names: [String] = []
        var cursor: String?
        var pages = 0
        repeat {
            let query = cursor.map { "cursor=\($0)" } ?? ""
            let answer = try await pipeline.query("/docs/{id}/scan-results", document.id, query: query)
            // As the text within JSON that Lambda hands over.
            #expect(JSONValue.string(answer.text).bytes().count < 6_000_000)
            let json = try answer.json
            names += json["scan-results"]?.array?.compactMap { $0["name"]?.string } ?? []
            cursor = json["cursor"]?.string
            pages += 1
        } while cursor != nil && pages < 40
        #expect(names == engines)
        #expect(pages > 3)
        let two = try await pipeline.query("/docs/{id}/scan-results", document.id, query: "limit=2").json
        #expect(two["scan-results"]?.array?.count == 2 && two["cursor"] == "engine-11")
    }

    @Test func `of a sealed document nothing is shown in the clear`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.sealed()
        let plain = pipeline.result(by: "eicar", of: document)
        let result = EngineResult(
            document: document.id,
            round: 1,
            engine: plain.engine,
            engineVersion: "1.0",
            signatureVersion: "s1",
            finding: .sealed(.inline("04:aa:bb:cc")),
            startedAt: plain.startedAt,
            endedAt: plain.endedAt
        )
        try await pipeline.keep([result])
        let pairs: JSONObject = ["author": "Ann"]
        try await pipeline.keep(
            Metadata(scriptVersion: "1", extractedAt: document.createdAt, pairs: pairs),
            of: document.id
        )
        for path in ["/docs/{id}", "/docs/{id}/meta", "/docs/{id}/scan-results"] {
            let answer = try await pipeline.query(path, document.id)
            #expect(!answer.text.contains("secret-name") && !answer.text.contains("Ann"))
            #expect(!answer.text.contains("application/pdf") && !answer.text.contains("category"))
        }
        let row = try await pipeline.query("/docs/{id}/scan-results", document.id).json["scan-results"]?[0]
        #expect(row?["payload"] == "04:aa:bb:cc" && row?["results"] == "sealed")
        let json = try await pipeline.query("/docs/{id}", document.id).json
        #expect(json["client"]?.string?.hasPrefix("04") == true && json["job"] == "{}" && json["signature"] == "30")
    }
}

extension Pipeline {
    func scanning() async throws -> Document {
        try await uploaded { document in
            document.verified?.type = "application/pdf"
            document.round = 1
            document.state = .scanning
        }
    }

    func sealed() async throws -> Document {
        let requested = try await requested()
        var document = Document(
            id: DocumentID(.v5(namespace: .url, name: "sealed")),
            organisation: Self.organisation,
            owner: requested.owner,
            claim: FileClaim(name: FileName(unchecked: "secret-name"), type: "application/pdf"),
            version: requested.version,
            blob: requested.blob,
            sealing: Sealing(
                client: ClientKey(unchecked: "04" + String(repeating: "ab", count: 64)),
                job: Array("{}".utf8),
                signature: "30"
            ),
            createdAt: requested.createdAt,
            due: nil
        )
        document.verified = VerifiedFile(size: 3, type: "application/pdf", uploadedAt: requested.createdAt)
        document.state = .scanning
        document.round = 1
        try await create(document)
        return document
    }
}
