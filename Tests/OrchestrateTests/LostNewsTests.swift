import Domain
import FlowKit
import Testing
import Time

@Suite struct LostNewsTests {
    @Test func `that a round ended for want of engines is told again where the news was lost`() async throws {
        let flow = try await Conducted()
        try await flow.pipeline.deploy(["eicar"], types: ["image/*"])
        flow.pipeline.clock.move(by: .seconds(6))
        let document = try await flow.pipeline.uploaded()
        let news = Message.metadataExtracted(document.id, type: "text/plain")
        flow.pipeline.transport.add(FaultyTransport.Fault("Publish"))
        #expect(try await flow.tell(news) == [0])
        #expect(try await flow.pipeline.document(document.id).state == .processed(reason: "no engine"))
        #expect(try await flow.pipeline.messages(in: "updates") == [])
        #expect(try await flow.tell(news, receives: 2) == [])
        #expect(try await flow.pipeline.messages(in: "updates") == [.documentUpdated(document.id)])
    }

    /// The schedule tells of a round every half hour: each telling must not leave one more message on its way.
    @Test func `whoever has waited for long is looked after by the schedule alone`() async throws {
        let flow = try await Conducted(engines: ["eicar"])
        let document = try await flow.pipeline.uploaded()
        #expect(try await flow.tell(.metadataExtracted(document.id, type: "text/plain")) == [])
        #expect(try await flow.pipeline.messages(in: "orchestrator").count == 1)
        flow.pipeline.clock.move(by: Waiting.forProgress)
        try await flow.pipeline.report("eicar")
        #expect(try await flow.tell(.deadline(document.id, round: 1)) == [])
        #expect(try await flow.pipeline.messages(in: "results") == [])
        #expect(try await flow.pipeline.messages(in: "orchestrator") == [])
    }
}
