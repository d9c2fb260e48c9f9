import Domain
import FlowKit
import Hosting
import JSON
import Testing
import Time

/// What a plan allows, and what it is charged.
@Suite struct PlanTests {
    private static let file = #"{"file_name": "a", "file_size": 10}"#

    @Test(arguments: [
        (["PLAN_DOCUMENTS": "1"], "no more documents today"),
        (["PLAN_BYTES": "19"], "not so many bytes more today"),
        (["PLAN_OPEN_UPLOADS": "1"], "no more open uploads today"),
    ])
    func `what is over the deployment's plan waits for the next day`(
        _ plan: [String: String],
        _ words: String
    ) async throws {
        let pipeline = try await Pipeline.withPresign()
        #expect(try await pipeline.presign(Self.file, plan).status == 201)
        let before = pipeline.clock.now
        let answer = try await pipeline.presign(Self.file, plan)
        #expect(answer.status == 429)
        #expect(try answer.json["type"] == "urn:assay:problem:over-plan")
        #expect(try answer.json["detail"]?.string?.contains(words) == true)
        let wait = try #require(answer.headers["retry-after"].flatMap { Int64($0) })
        let end = Day(of: before).end
        #expect((end - pipeline.clock.now...end - before + .seconds(1)).contains(.seconds(wait)))
        #expect(try await pipeline.usage == Usage(documents: 1, bytes: 10, openUploads: 1))
        pipeline.clock.move(by: .seconds(wait))
        #expect(try await pipeline.presign(Self.file, plan).status == 201)
    }

    @Test func `an organisation's own plan takes the place of the deployment's`() async throws {
        let pipeline = try await Pipeline.withPresign()
        try await pipeline.keep(Plan(documents: 0, bytes: 0, openUploads: 0))
        #expect(try await pipeline.presign(Self.file).status == 429)
        let stranger = Principal(organisation: "other", subject: "someone", role: "uploader")
        #expect(try await pipeline.presign(Self.file, as: stranger).status == 201)
    }

    @Test func `a file of unknown size is charged as the largest that may come`() async throws {
        let pipeline = try await Pipeline.withPresign()
        #expect(try await pipeline.presign(#"{"file_name": "a"}"#).status == 201)
        #expect(try await pipeline.usage.bytes == .largestFile)
    }

    @Test(arguments: [("PutItem", true), ("PutItem", false)])
    func `a record that cannot be kept costs the plan nothing`(_ call: String, _ comesFirst: Bool) async throws {
        let pipeline = try await Pipeline.withPresign()
        pipeline.transport.add(FaultyTransport.Fault(call, comesFirst: comesFirst))
        let answer = try await pipeline.presign(Self.file)
        #expect(answer.status == 503 && answer.headers["retry-after"] != nil)
        #expect(try await pipeline.usage == Usage())
        #expect(try await pipeline.presign(Self.file).status == 201)
        #expect(try await pipeline.usage == Usage(documents: 1, bytes: 10, openUploads: 1))
    }

    @Test func `what cannot be given back is said in the log`() async throws {
        let pipeline = try await Pipeline.withPresign()
        pipeline.transport.add(FaultyTransport.Fault("PutItem"))
        pipeline.transport.add(FaultyTransport.Fault("UpdateItem", passes: 1))
        #expect(try await pipeline.presign(Self.file).status == 503)
        #expect(try await pipeline.usage.documents == 1)
        #expect(pipeline.lines.all.contains { $0.contains("stays charged") })
    }

    @Test(arguments: [["PLAN_DOCUMENTS": ""], ["PLAN_BYTES": "-1"], ["PLAN_OPEN_UPLOADS": "many"]])
    func `a deployment without a plan does not start`(_ changes: [String: String]) async throws {
        let pipeline = try await Pipeline.withPresign()
        await #expect(throws: SettingsFailure.self) { try await pipeline.presign(Self.file, changes) }
    }
}
