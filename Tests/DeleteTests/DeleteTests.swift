import Delete
import Domain
import FlowKit
import Hosting
import JSON
import Ports
import Testing
import Time
import Wiring

@Suite struct DeleteTests {
    private func delete(
        _ pipeline: Pipeline,
        _ id: String,
        as caller: Principal? = .uploader
    ) async throws -> CalledAnswer {
        let step = try pipeline.function { HTTPFront(try Delete(&$0)) }
        return try await pipeline.call(step, "DELETE", "/docs/\(id)", id: id, as: caller)
    }

    /// Where a text is that is stored apart.
    static func text(of document: Document) -> String { "results/\(document.id)/000002-long" }

    @Test func `all that there is of a document goes, and is told`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanned()
        let answer = try await delete(pipeline, "\(document.id)")
        #expect(answer.status == 200)
        let deleted: JSONValue = ["files": 1, "results": 3, "record": true]
        #expect(try answer.json == ["id": .string("\(document.id)"), "deleted": deleted])
        #expect(
            try await pipeline.remains(of: document, keys: [Self.text(of: document)], rounds: 2) == ["empty record"]
        )
        #expect(try await delete(pipeline, "\(document.id)").status == 404)
    }

    /// In the order of the calls: object, result's text, results, leases, what lies beside the record, the record.
    @Test(
        arguments: [
            ("POST", 0), ("HEAD", 0), ("POST", 1), ("Query", 1), ("Query", 3), ("BatchWriteItem", 0),
            ("BatchWriteItem", 1), ("BatchWriteItem", 2), ("UpdateItem", 0),
        ],
        [true, false]
    )
    func `a call that broke off is made again`(_ call: (String, Int), _ comesFirst: Bool) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanned()
        pipeline.transport.add(FaultyTransport.Fault(call.0, passes: call.1, comesFirst: comesFirst))
        #expect(try await delete(pipeline, "\(document.id)").status == 503)
        let wasLast = call == ("UpdateItem", 0) && !comesFirst
        #expect(try await delete(pipeline, "\(document.id)").status == (wasLast ? 404 : 200))
        #expect(
            try await pipeline.remains(of: document, keys: [Self.text(of: document)], rounds: 2) == ["empty record"]
        )
    }

    @Test func `bytes that nobody has noticed go too, and all their versions`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        for byte: UInt8 in 1...3 { try await pipeline.put([byte], as: document.blob.key) }
        let answer = try await delete(pipeline, "\(document.id)")
        #expect(try answer.json["deleted"] == ["files": 3, "results": 0, "record": true])
        #expect(
            try await pipeline.remains(of: document, keys: [Self.text(of: document)], rounds: 2) == ["empty record"]
        )
    }

    @Test func `a document that was deleted is in no list, and what its uploader said of it is kept nowhere`()
        async throws
    {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanned()
        #expect(try await delete(pipeline, "\(document.id)").status == 200)
        var supply = try pipeline.supply()
        let documents = try supply.documents()
        #expect(try await documents.list(document.organisation, after: nil, limit: 9).entries == [])
        if let likeness = document.likeness { #expect(try await documents.twins(of: likeness, limit: 9) == []) }
        let left = try await documents.record(of: document.id).value
        #expect(left.state == .deleted && left.claim.name.text == "deleted" && left.verified == nil)
    }

    @Test func `an upload that came, though nobody noticed, counts`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested(claim: FileClaim(name: FileName(unchecked: "a"), size: 7))
        for _ in 0..<2 { try await pipeline.charge(document.reservation) }
        try await pipeline.put(Array("7 bytes".utf8), as: document.blob.key)
        #expect(try await delete(pipeline, "\(document.id)").status == 200)
        #expect(try await pipeline.usage == Usage(documents: 2, bytes: 14, openUploads: 1))
    }

    @Test func `an upload that nobody waits for any more is given back to the plan, once`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested(claim: FileClaim(name: FileName(unchecked: "a"), size: 7))
        for _ in 0..<2 { try await pipeline.charge(document.reservation) }
        pipeline.transport.add(FaultyTransport.Fault("UpdateItem", passes: 2))
        #expect(try await delete(pipeline, "\(document.id)").status == 503)
        #expect(try await delete(pipeline, "\(document.id)").status == 200)
        #expect(try await pipeline.usage == Usage(documents: 1, bytes: 7, openUploads: 1))
    }

    @Test func `of a drop its own version goes, and no other file's`() async throws {
        let pipeline = try await Pipeline()
        let first = try await pipeline.dropped([1])
        let second = try await pipeline.dropped([2])
        #expect(first.id != second.id)
        #expect(try await delete(pipeline, "\(first.id)", as: .administrator).status == 200)
        #expect(try await pipeline.bytes(of: second.blob) == [2])
        #expect(try await pipeline.document(second.id) == second)
    }

    @Test(arguments: [
        (Principal?.some(.stranger), 404), (.reader, 403), (nil, 401), (.administrator, 200), (.uploader, 200),
        (Principal(organisation: "acme", subject: "somebody else", role: "uploader"), 403),
    ])
    func `an uploader deletes its own, an administrator what its organisation has`(
        _ caller: Principal?,
        _ status: Int
    ) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.scanned()
        #expect(try await delete(pipeline, "\(document.id)", as: caller).status == status)
        if status != 200 { #expect(try await pipeline.document(document.id) == document) }
    }

    @Test(arguments: ["no-id", "8c6b7d7e-0000-4000-8000-000000000000"])
    func `what is no document is not found`(_ id: String) async throws {
        #expect(try await delete(try await Pipeline(), id).status == 404)
    }
}

extension Pipeline {
    /// A document with everything beside it that can be: two results, another round's, one with a text of its own.
    fileprivate func scanned() async throws -> Document {
        let document = try await uploaded { document in
            document.round = 2
            document.state = .processed(reason: nil)
        }
        let key = DeleteTests.text(of: document)
        let text = Self.documents.blob(key, version: try await put(Array("long".utf8), as: key))
        let plain = result(by: "long", of: document, round: 2)
        let long = EngineResult(
            document: document.id,
            round: 2,
            engine: plain.engine,
            engineVersion: "1",
            signatureVersion: "1",
            finding: .open(.malicious, .stored(text, size: 4)),
            startedAt: plain.startedAt,
            endedAt: plain.endedAt
        )
        try await keep([result(by: "a", of: document), result(by: "a", of: document, round: 2), long])
        try await keep(Metadata(scriptVersion: "1", extractedAt: document.createdAt, pairs: [:]), of: document.id)
        try await expect(["a"], of: document.id)
        try await lease("a", of: document.id)
        return document
    }

    fileprivate func dropped(_ bytes: [UInt8]) async throws -> Document {
        let key = "drop/acme/report.pdf"
        let blob = Self.documents.blob(key, version: try await put(bytes, as: key))
        let now = Instant(millisecondsSinceEpoch: clock.now.millisecondsSinceEpoch)
        let arrival = Arrival(blob: blob, size: ByteCount(Int64(bytes.count)), sha256: nil, storedAt: now)
        let name = FileName(unchecked: "report.pdf")
        var document = Document(drop: arrival, of: Self.organisation, name: name, version: PipelineVersion(1, 0, 0))
        _ = document.arrived(arrival, at: now)
        try await create(document)
        return document
    }
}
