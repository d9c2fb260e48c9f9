import Confirm
import Domain
import FlowKit
import Hosting
import JSON
import Testing
import Time

@Suite struct ConfirmTests {
    private let bytes = Array("%PDF-1.7 a file".utf8)

    private func confirm(_ pipeline: Pipeline) throws -> HTTPFront<Confirm> {
        try pipeline.function { HTTPFront(try Confirm(&$0)) }
    }

    private func call(
        _ pipeline: Pipeline,
        _ document: Document,
        body: String? = nil,
        as caller: Principal? = .uploader
    ) async throws -> CalledAnswer {
        let path = "/docs/\(document.id)/confirm-upload"
        let id = "\(document.id)"
        return try await pipeline.call(confirm(pipeline), "POST", path, id: id, body: body, as: caller)
    }

    @Test func `what lies there is taken, and the work is announced`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        let version = try await pipeline.put(bytes, as: document.blob.key)
        let answer = try await call(pipeline, document)
        #expect(answer.status == 202)
        let json = try answer.json
        #expect(json["status"] == "in progress" && json["file_name"] == "report.pdf")
        #expect(json["urls"]?["meta-data"]?.string == "https://api.example.com/docs/\(document.id)/meta")
        let confirmed = try await pipeline.document(document.id)
        #expect(confirmed.state == .extracting && confirmed.blob.version == version)
        #expect(confirmed.verified?.size == ByteCount(Int64(bytes.count)))
        #expect(try await pipeline.messages(in: "metadata") == [.metadataRequested(document.id)])
    }

    @Test func `a confirmation whose announcement was lost is announced again`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        try await pipeline.put(bytes, as: document.blob.key)
        pipeline.transport.add(FaultyTransport.Fault("SendMessageBatch"))
        #expect(try await call(pipeline, document).status == 503)
        #expect(try await call(pipeline, document).status == 202)
        #expect(try await pipeline.messages(in: "metadata") == [.metadataRequested(document.id)])
    }

    @Test func `without an upload it is a conflict, and nothing changes`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        let answer = try await call(pipeline, document)
        #expect(answer.status == 409)
        #expect(try answer.json["type"] == "urn:assay:problem:upload-missing")
        #expect(try await pipeline.document(document.id) == document)
    }

    private static let hash = String(repeating: "ab", count: 32)

    @Test(arguments: [
        (#"{"file_size": 16}"#, "said-otherwise", 409), (#"{"sha256": "\#(hash)"}"#, "said-otherwise", 409),
        (#"{"file_size": -1}"#, "invalid-file-size", 422), (#"{"sha256": "abc"}"#, "invalid-sha256", 422),
        (#"{"file_size": 1000000000}"#, "said-otherwise", 409), (#"{"file_size": 1000000001}"#, "too-large", 413),
        ("[", "malformed-body", 400), (#"{"file_size": "15"}"#, "malformed-body", 400),
    ])
    func `what is said otherwise, or is nothing, is refused`(_ body: String, _ code: String, _ status: Int) async throws
    {
        let pipeline = try await Pipeline()
        let hash = FileHash(hex: String(repeating: "cd", count: 32))
        let claim = FileClaim(name: FileName(unchecked: "report.pdf"), sha256: hash)
        let document = try await pipeline.requested(claim: claim)
        try await pipeline.put(bytes, as: document.blob.key)
        let answer = try await call(pipeline, document, body: body)
        #expect(answer.status == status)
        #expect(try answer.json["type"]?.string == "urn:assay:problem:\(code)")
    }

    @Test(arguments: [(Principal.stranger, 404), (.reader, 403)]) func `who may not is told so`(
        _ caller: Principal,
        _ status: Int
    ) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        #expect(try await call(pipeline, document, as: caller).status == status)
        #expect(try await pipeline.call(confirm(pipeline), "POST", "/", id: "not-an-id").status == 404)
        #expect(try await call(pipeline, document, as: nil).status == 401)
    }

    @Test func `a file of another size than announced is removed, and everybody is told why`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested(claim: FileClaim(name: FileName(unchecked: "a"), size: 3))
        try await pipeline.put(bytes, as: document.blob.key)
        for _ in 0..<2 {
            let answer = try await call(pipeline, document)
            #expect(answer.status == 409)
            #expect(try answer.json["type"] == "urn:assay:problem:size-mismatch")
        }
        #expect(try await pipeline.document(document.id).state == .failed(.sizeMismatch))
        #expect(try await pipeline.messages(in: "updates") == [.documentUpdated(document.id)])
    }

    @Test func `what has expired is gone, and what was uploaded anew is taken`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        let version = try await pipeline.put(bytes, as: document.blob.key)
        try await pipeline.change(document.id) { document in
            document.blob.version = version
            document.state = .expired
        }
        // Its bytes were to go when it expired, and may go at any moment.
        #expect(try await call(pipeline, document).status == 410)
        #expect(try await pipeline.document(document.id).state == .expired)
        let second = try await pipeline.put(bytes, as: document.blob.key)
        #expect(try await call(pipeline, document).status == 202)
        let revived = try await pipeline.document(document.id)
        #expect(revived.state == .extracting && revived.isRevived && revived.blob.version == second)
        #expect(try await pipeline.isStored(revived.blob))
    }
}
