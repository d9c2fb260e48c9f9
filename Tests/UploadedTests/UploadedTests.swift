import Domain
import FlowKit
import Hosting
import Testing
import Time

private typealias Fixture = Pipeline.Fixture
/// The testing library has one of its own.
private typealias Confirmation = Domain.Confirmation

@Suite struct UploadedTests {
    private static let versions = ["1", "2", "3", "4", "5", "6"].map { "uploaded.version-2-\($0)" }

    @Test(arguments: versions + ["uploaded.unversioned", "uploaded.through-a-topic"])
    func `the bytes of a document are noted, and wait for their confirmation`(_ event: String) async throws {
        let pipeline = try await Pipeline()
        let requested = try await pipeline.fixtureDocument()
        let blob = try await pipeline.place()
        #expect(try await pipeline.replay(event, to: pipeline.taker()) == 0)
        let document = try await pipeline.fixture()
        #expect(document.state == .uploaded && document.blob == blob && document.due == requested.due)
        #expect(document.verified?.size == 15)
        #expect(try await pipeline.messages(in: "metadata").isEmpty)
        #expect(try await pipeline.reasons(in: "uploads-dead").isEmpty)
    }

    @Test func `it costs one look at the object, two at the record, and one save beside the plan's`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.fixtureDocument()
        try await pipeline.place()
        for (operation, calls) in [("HEAD", 1), ("GetItem", 2), ("UpdateItem", 2), ("Query", 0), ("GET", 0)] {
            pipeline.transport.add(FaultyTransport.Fault(operation, passes: calls, breaks: 9))
        }
        #expect(try await pipeline.replay("uploaded.version-2-1", to: pipeline.taker()) == 0)
    }

    @Test func `the same event again is told again while the work has not begun`() async throws {
        let pipeline = try await Pipeline()
        let id = try await pipeline.fixtureDocument().id
        try await pipeline.place()
        let taker = try pipeline.taker()
        for _ in 0..<2 { #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 0) }
        let once = try await pipeline.fixture()
        #expect(once.state == .uploaded)
        #expect(try await pipeline.messages(in: "metadata").isEmpty)
        try await pipeline.change(id) { _ = try $0.confirm(Confirmation(), at: pipeline.clock.now) }
        pipeline.clock.move(by: .seconds(3_600))
        // Whoever confirmed has announced it already.
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 0)
        #expect(try await pipeline.messages(in: "metadata").isEmpty)
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker, receives: 2) == 0)
        #expect(try await pipeline.messages(in: "metadata") == [.metadataRequested(id)])
        try await pipeline.change(id) { $0.state = .scanning }
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 0)
        #expect(try await pipeline.messages(in: "metadata").isEmpty)
        #expect(try await pipeline.isStored(once.blob))
    }

    @Test(arguments: [true, false])
    func `of two objects under one key the first that is told stays`(_ isInOrder: Bool) async throws {
        let pipeline = try await Pipeline()
        try await pipeline.fixtureDocument()
        let first = try await pipeline.place()
        let second = try await pipeline.place(version: Fixture.otherVersion, holding: Array("another file here\n".utf8))
        let taker = try pipeline.taker()
        let events = ["uploaded.version-2-1", "uploaded.other-version"]
        for event in isInOrder ? events : events.reversed() {
            #expect(try await pipeline.replay(event, to: taker) == 0)
        }
        let document = try await pipeline.fixture()
        #expect(document.state == .uploaded && document.blob == (isInOrder ? first : second))
        #expect(try await pipeline.isStored(first) == isInOrder)
        #expect(try await pipeline.isStored(second) == !isInOrder)
    }

    @Test func `what comes after the expiry revives the document once`() async throws {
        let pipeline = try await Pipeline()
        let id = try await pipeline.fixtureDocument().id
        let first = try await pipeline.place()
        let taker = try pipeline.taker()
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 0)
        pipeline.clock.move(by: Waiting.forConfirmation + .seconds(60))
        try await pipeline.change(id) { document in
            document.due = pipeline.clock.now
            #expect(document.overdue(at: pipeline.clock.now) == [.discard(first), .announce(.documentUpdated(id))])
        }
        // What follows from the expiry has not happened yet, and the old event comes again.
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 0)
        #expect(try await pipeline.fixture().state == .expired)
        #expect(try await !pipeline.isStored(first))
        let second = try await pipeline.place(version: Fixture.otherVersion, holding: Array("another file here\n".utf8))
        #expect(try await pipeline.replay("uploaded.other-version", to: taker) == 0)
        let revived = try await pipeline.fixture()
        #expect(revived.state == .uploaded && revived.isRevived && revived.blob == second)
        #expect(try await pipeline.isStored(second))
    }

    @Test func `bytes that are not those announced go, also where the order to remove them was lost`() async throws {
        let pipeline = try await Pipeline()
        let claim = FileClaim(name: FileName(unchecked: "report.pdf"), size: 14)
        try await pipeline.fixtureDocument(claim: claim)
        let blob = try await pipeline.place()
        let taker = try pipeline.taker()
        pipeline.transport.add(FaultyTransport.Fault("POST"))
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 1)
        let failed = try await pipeline.fixture()
        #expect(failed.state == .failed(.sizeMismatch))
        #expect(try await pipeline.messages(in: "updates") == [.documentUpdated(failed.id)])
        #expect(try await pipeline.isStored(blob))
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 0)
        #expect(try await !pipeline.isStored(blob))
    }

    @Test(arguments: [1, 2]) func `what comes for a document that was deleted goes, and troubles nobody`(
        _ receives: Int
    ) async throws {
        let pipeline = try await Pipeline()
        let id = try await pipeline.fixtureDocument().id
        try await pipeline.change(id) { $0.forget(at: pipeline.clock.now) }
        let blob = try await pipeline.place()
        let taker = try pipeline.taker()
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker, receives: receives) == 0)
        #expect(try await !pipeline.isStored(blob))
        #expect(try await pipeline.reasons(in: "uploads-dead").isEmpty)
    }

    @Test func `what is gone by now is no matter`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.fixtureDocument()
        #expect(try await pipeline.replay("uploaded.version-2-1", to: pipeline.taker()) == 0)
        #expect(try await pipeline.fixture().state == .requested)
        #expect(try await pipeline.reasons(in: "uploads-dead").isEmpty)
        #expect(pipeline.lines.all.contains { $0.contains("gone by now") })
    }

    @Test(arguments: ["HEAD", "GetItem", "UpdateItem"], [true, false])
    func `what fails on the way comes again, and is done then`(_ call: String, _ comesFirst: Bool) async throws {
        let pipeline = try await Pipeline()
        try await pipeline.fixtureDocument()
        try await pipeline.place()
        let taker = try pipeline.taker()
        pipeline.transport.add(FaultyTransport.Fault(call, comesFirst: comesFirst))
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 1)
        #expect(try await pipeline.replay("uploaded.version-2-1", to: taker) == 0)
        #expect(try await pipeline.fixture().state == .uploaded)
        #expect(try await pipeline.reasons(in: "uploads-dead").isEmpty)
    }
}
