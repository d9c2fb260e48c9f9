import Domain
import FlowKit
import Query
import Testing
import Time

/// How often a client looks that does as it is told.
@Suite struct PollingTests {
    @Test(arguments: [
        (0.5, 2), (3, 2), (5, 3), (9, 3), (15, 4), (21, 4), (40, 5), (600, 15),
    ])
    func `a document takes about three polls`(_ seconds: Double, _ polls: Int) async throws {
        let document = try await Pipeline().scanning()
        var now = document.updatedAt
        var count = 1
        while now < document.updatedAt + .milliseconds(Int(seconds * 1_000)) {
            now = now + (try #require(Polling.wait(for: document, at: now)))
            count += 1
        }
        #expect(count == polls)
        // Nobody learns of it much later than twice the time that it took.
        let longest = min(2 * seconds + 3, seconds + 60)
        #expect(now - document.updatedAt <= .milliseconds(Int(longest * 1_000)))
    }

    @Test func `of a document that has ended there is nothing to wait for`() async throws {
        var document = try await Pipeline().scanning()
        for state: Document.State in [.processed(reason: nil), .expired, .archived, .failed(.stuck)] {
            document.state = state
            #expect(Polling.wait(for: document, at: document.updatedAt) == nil)
        }
    }

    @Test func `a clock that is behind makes nobody hurry`() async throws {
        let document = try await Pipeline().scanning()
        #expect(Polling.wait(for: document, at: document.updatedAt - .seconds(100)) == .seconds(3))
    }
}
