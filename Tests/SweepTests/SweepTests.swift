import Domain
import FlowKit
import Hosting
import JSON
import Ports
import Sweep
import Testing
import Time
import Wiring

@Suite struct SweepTests {
    private func sweep(_ pipeline: Pipeline, _ limits: SweepLimits = SweepLimits()) throws -> DirectFront<Sweep> {
        try pipeline.function { DirectFront(try Sweep(&$0, limits: limits)) }
    }

    /// Runs it once; answers with what it says of itself.
    private func run(
        _ pipeline: Pipeline,
        _ function: DirectFront<Sweep>,
        lasting: Duration = .seconds(60),
        event: [UInt8] = Array("{}".utf8)
    ) async throws -> JSONValue {
        let reply = try await function.handle(EventBytes(event), context: pipeline.context(lasting: lasting))
        guard case .bytes(let bytes, _) = reply else { return .null }
        return try JSONValue(parsing: bytes)
    }

    private func swept(
        looked: Int = 0,
        expired: Int = 0,
        announced: Int = 0,
        stuck: Int = 0,
        erased: Int = 0,
        failed: Int = 0,
        hasMore: Bool = false
    ) -> JSONValue {
        [
            "looked": .integer(looked), "expired": .integer(expired), "announced": .integer(announced),
            "stuck": .integer(stuck), "erased": .integer(erased), "failed": .integer(failed),
            "has_more": .bool(hasMore),
        ]
    }

    /// Documents that were asked for and never came.
    private func requested(_ count: Int, _ pipeline: Pipeline) async throws -> [DocumentID] {
        var ids: [DocumentID] = []
        for number in 0..<count { ids.append(try await pipeline.requested(number).id) }
        return ids
    }

    @Test func `what never came expires, and is given back to its plan`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.fixtureDocument(
            claim: FileClaim(name: FileName(unchecked: "a"), size: 12)
        )
        let day = Day(of: document.createdAt)
        var supply = try pipeline.supply()
        let accounts = try supply.accounts()
        let reservation = Reservation(organisation: Pipeline.organisation, day: day, bytes: 12)
        let plan = Plan(documents: 9, bytes: 99, openUploads: 9)
        #expect(try await accounts.reserve(reservation, within: plan) == .granted)
        let function = try sweep(pipeline)
        pipeline.clock.move(by: Waiting.forProgress + .seconds(1))
        #expect(try await run(pipeline, function) == swept(looked: 1))
        #expect(try await pipeline.document(document.id).due == document.createdAt + Waiting.forConfirmation)
        #expect(try await run(pipeline, function) == swept())
        pipeline.clock.move(by: Waiting.forConfirmation)
        #expect(try await run(pipeline, function) == swept(looked: 1, expired: 1))
        #expect(try await pipeline.document(document.id).state == .expired)
        #expect(try await accounts.usage(of: Pipeline.organisation, on: day) == Usage())
        pipeline.clock.move(by: Waiting.forProgress + .seconds(1))
        #expect(try await run(pipeline, function) == swept(looked: 1))
        #expect(try await pipeline.document(document.id).due == nil)
        pipeline.clock.move(by: Waiting.forConfirmation)
        #expect(try await run(pipeline, function) == swept())
    }

    @Test func `bytes that nobody confirmed go, also where the first order to remove them was lost`() async throws {
        let pipeline = try await Pipeline()
        let blob = try await pipeline.place()
        let id = try await pipeline.fixtureDocument { document in
            document.blob = blob
            document.verified = VerifiedFile(size: 15, uploadedAt: document.createdAt)
            document.state = .uploaded
        }.id
        let function = try sweep(pipeline)
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        pipeline.transport.add(FaultyTransport.Fault("POST"))
        await #expect(throws: StepFailure.self) { try await run(pipeline, function) }
        #expect(try await pipeline.document(id).state == .expired)
        #expect(try await pipeline.isStored(blob))
        pipeline.clock.move(by: Waiting.forProgress + .seconds(1))
        #expect(try await run(pipeline, function) == swept(looked: 1))
        #expect(try await !pipeline.isStored(blob))
    }

    @Test func `what never came, as far as anybody was told, goes when it expires`() async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        for byte: UInt8 in 1...3 { try await pipeline.put([byte], as: document.blob.key) }
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        #expect(try await run(pipeline, sweep(pipeline)) == swept(looked: 1, expired: 1))
        #expect(try await pipeline.remains(of: document) == ["record"])
        #expect(try await pipeline.messages(in: "updates") == [.documentUpdated(document.id)])
    }

    /// What a step leaves behind that was at work when the document was deleted, and what is uploaded afterwards.
    private func straggle(behind document: Document, _ pipeline: Pipeline) async throws {
        try await pipeline.keep(
            Metadata(scriptVersion: "1", extractedAt: document.createdAt, pairs: [:]),
            of: document.id
        )
        try await pipeline.keep([pipeline.result(by: "a", of: document)])
        try await pipeline.expect(["a"], of: document.id)
        try await pipeline.lease("a", of: document.id)
        try await pipeline.put([1], as: document.blob.key)
    }

    /// In the order of the calls: the list, the record, its save, the object, results, leases, the parts, the record.
    @Test(
        arguments: [("", 0), ("POST", 0), ("HEAD", 1), ("BatchWriteItem", 0), ("BatchWriteItem", 3)],
        [true, false]
    )
    func `what came behind a document that was deleted goes a day later, and its record`(
        _ fault: (String, Int),
        _ comesFirst: Bool
    ) async throws {
        let pipeline = try await Pipeline()
        let document = try await pipeline.requested()
        try await pipeline.change(document.id) { document in
            document.round = 1
            document.forget(at: pipeline.clock.now)
        }
        try await straggle(behind: document, pipeline)
        pipeline.clock.move(by: Waiting.forStragglers - .seconds(1))
        let function = try sweep(pipeline)
        #expect(try await run(pipeline, function) == swept())
        pipeline.clock.move(by: .seconds(2))
        if !fault.0.isEmpty {
            pipeline.transport.add(FaultyTransport.Fault(fault.0, passes: fault.1, comesFirst: comesFirst))
            await #expect(throws: StepFailure.self) { try await run(pipeline, function) }
            pipeline.clock.move(by: Waiting.forProgress)
        }
        let isGone = fault == ("BatchWriteItem", 3) && !comesFirst
        #expect(try await run(pipeline, function) == (isGone ? swept() : swept(looked: 1, erased: 1)))
        #expect(try await pipeline.remains(of: document) == [])
        pipeline.clock.move(by: Waiting.forStragglers)
        #expect(try await run(pipeline, function) == swept())
    }

    private static let stillStanding: [(Document.State, Duration, Domain.Message)] = {
        guard let id = DocumentID(Pipeline.Fixture.id) else { return [] }
        return [
            (.extracting, Waiting.forProgress, .metadataRequested(id)),
            (.scanning, Waiting.forProgress, .deadline(id, round: 1)),
            (.extracting, Waiting.forPreparation, .documentUpdated(id)),
        ]
    }()

    @Test(arguments: stillStanding) func `what stands still is announced again, and given up in the end`(
        _ state: Document.State,
        _ time: Duration,
        _ message: Domain.Message
    ) async throws {
        let pipeline = try await Pipeline()
        let id = try await pipeline.fixtureDocument { document in
            document.verified = VerifiedFile(size: 15, uploadedAt: document.createdAt)
            (document.state, document.round) = (state, 1)
        }.id
        let function = try sweep(pipeline)
        pipeline.clock.move(by: time + .seconds(1))
        let isGivenUp = time == Waiting.forPreparation
        let expected = isGivenUp ? swept(looked: 1, stuck: 1) : swept(looked: 1, announced: 1)
        #expect(try await run(pipeline, function, event: pipeline.event("sweep.scheduled").bytes) == expected)
        #expect(try await pipeline.document(id).state == (isGivenUp ? .failed(.stuck) : state))
        #expect(
            try await pipeline.messages(in: isGivenUp ? "updates" : state == .scanning ? "orchestrator" : "metadata")
                == [message]
        )
        let figures = ["documents_expired", "documents_announced_again", "documents_stuck", "looks_failed"]
        let lines = pipeline.lines.all.filter { $0.contains("CloudWatchMetrics") }
        #expect(lines.count == 1 && figures.allSatisfy { lines.first?.contains("\"\($0)\"") == true })
    }

    @Test func `that a document is given up is told, also where the news was lost`() async throws {
        let pipeline = try await Pipeline()
        let id = try await pipeline.fixtureDocument { document in
            document.verified = VerifiedFile(size: 15, uploadedAt: document.createdAt)
            document.state = .extracting
        }.id
        let function = try sweep(pipeline)
        pipeline.clock.move(by: Waiting.forPreparation + .seconds(1))
        pipeline.transport.add(FaultyTransport.Fault("Publish"))
        await #expect(throws: StepFailure.self) {
            _ = try await run(pipeline, function, event: pipeline.event("sweep.scheduled").bytes)
        }
        #expect(try await pipeline.document(id).state == .failed(.stuck))
        pipeline.clock.move(by: Waiting.forProgress + .seconds(1))
        #expect(
            try await run(pipeline, function, event: pipeline.event("sweep.scheduled").bytes)
                == swept(looked: 1, announced: 1)
        )
        #expect(try await pipeline.messages(in: "updates") == [.documentUpdated(id)])
        #expect(try await pipeline.document(id).due == nil)
    }

    @Test func `documents of every shard are found, page after page`() async throws {
        let pipeline = try await Pipeline()
        let ids = try await requested(60, pipeline)
        #expect(Set(ids.map(Shard.init(of:))).count == Shard.count)
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        let function = try sweep(pipeline, SweepLimits(page: 2, atOnce: 3))
        #expect(try await run(pipeline, function) == swept(looked: 60, expired: 60))
        for id in ids { #expect(try await pipeline.document(id).state == .expired) }
    }

    @Test func `what one run leaves, later ones find, whichever shard it is in`() async throws {
        let pipeline = try await Pipeline()
        let ids = try await requested(30, pipeline)
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        let function = try sweep(pipeline, SweepLimits(documents: 4, page: 4, atOnce: 2))
        var runs = 0
        while try await run(pipeline, function)["looked"] != 0, runs < 40 { runs += 1 }
        #expect(runs <= 15)
        for id in ids { #expect(try await pipeline.document(id).state == .expired) }
    }

    @Test func `a document that fails stops no other, and keeps its place`() async throws {
        let pipeline = try await Pipeline()
        let ids = try await requested(60, pipeline)
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        let function = try sweep(pipeline, SweepLimits(page: 1, atOnce: 1))
        pipeline.transport.add(FaultyTransport.Fault("GetItem", breaks: 2))
        #expect(try await run(pipeline, function) == swept(looked: 58, expired: 58, failed: 2))
        #expect(pipeline.lines.all.count { $0.contains("could not be looked after") } == 2)
        #expect(try await run(pipeline, function) == swept(looked: 2, expired: 2))
        for id in ids { #expect(try await pipeline.document(id).state == .expired) }
    }

    @Test func `a shard that cannot be read stops no other`() async throws {
        let pipeline = try await Pipeline()
        _ = try await requested(24, pipeline)
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        pipeline.transport.add(FaultyTransport.Fault("Query"))
        let function = try sweep(pipeline)
        let first = try await run(pipeline, function)
        #expect(first["failed"] == 1 && first["looked"] != 0)
        let second = try await run(pipeline, function)
        #expect(second["failed"] == 0 && (first["looked"]?.int ?? 0) + (second["looked"]?.int ?? 0) == 24)
    }

    @Test func `where all fail, the run fails, and says so`() async throws {
        let pipeline = try await Pipeline()
        _ = try await requested(3, pipeline)
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        pipeline.transport.add(FaultyTransport.Fault("GetItem", breaks: 9))
        await #expect {
            try await run(pipeline, try sweep(pipeline))
        } throws: { ($0 as? StepFailure)?.fault.code == "nothing-swept" }
    }

    @Test func `it ends in time, and says that there is more`() async throws {
        let pipeline = try await Pipeline()
        _ = try await requested(3, pipeline)
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        #expect(try await run(pipeline, sweep(pipeline), lasting: .seconds(4)) == swept(hasMore: true))
    }

    @Test func `a save whose answer is lost is not made twice`() async throws {
        let pipeline = try await Pipeline()
        let id = try await pipeline.requested().id
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(1))
        // The save arrives, and its answer does not: whoever comes again finds it done.
        pipeline.transport.add(FaultyTransport.Fault("UpdateItem", comesFirst: false))
        let function = try sweep(pipeline)
        await #expect(throws: StepFailure.self) { try await run(pipeline, function) }
        #expect(try await pipeline.document(id).state == .expired)
        #expect(try await run(pipeline, function) == swept())
    }
}
