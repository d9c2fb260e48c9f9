import Domain
import Ports
import Testing

@Suite(.needsMoto) struct DocumentChangeTests {
    @Test(arguments: Adapter.allCases, [0, 4, 5])
    func `what others save meanwhile is decided anew, a few times over`(
        _ adapter: Adapter,
        _ others: Int
    ) async throws {
        let store = try await adapter.documents().store
        let document = Sample.document()
        let id = document.id
        try await store.create(document)
        let loaded = try await store.load(id)
        var decisions = 0
        do throws(PortError) {
            let (changed, _) = try await store.change(loaded: loaded) { mine throws(PortError) in
                decisions += 1
                if decisions <= others {
                    var theirs = try await store.load(id)
                    theirs.value.round += 1
                    _ = try await store.save(theirs)
                }
                mine.state = .expired
            }
            #expect(others < ChangeLimits.attempts && changed.round == others)
            #expect(try await store.load(id).value.state == .expired)
        } catch {
            #expect(others == ChangeLimits.attempts && error == .conflict(.document(id), expectedRevision: others))
            #expect(try await store.load(id).value.state == .requested)
        }
        #expect(decisions == min(others + 1, ChangeLimits.attempts))
    }
}
