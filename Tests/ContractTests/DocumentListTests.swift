import Domain
import Ports
import Testing
import Time

@Suite(.needsMoto) struct DocumentListTests {
    @Test(arguments: Adapter.allCases)
    func `a list shows each document once, the newest first, page by page`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        // Some are of the same millisecond, and days lie between others.
        let offsets: [Int64] = (0..<23).map { $0 % 3 == 0 ? 0 : $0 * 40_000_000 }
        let made = offsets.map { Sample.document(at: Sample.noon - .milliseconds($0)) }
        for document in made { try await store.create(document) }
        try await store.create(Sample.document(of: OrganisationName(unchecked: "acme-2")))

        var shown: [Listing.Position] = []
        var position: Listing.Position?
        repeat {
            let page = try await store.list(Sample.acme, after: position, limit: 5)
            #expect(page.entries.count <= 5)
            shown += page.entries
            // A list goes through a client's hands.
            position = try page.next.map { try Listing.Position($0.description) }
        } while position != nil
        #expect(shown == made.map { Listing.Position(createdAt: $0.createdAt, document: $0.id) }.sorted())
        #expect(zip(shown, shown.dropFirst()).allSatisfy { $0.createdAt >= $1.createdAt })
    }

    @Test(arguments: Adapter.allCases)
    func `what comes in meanwhile moves nothing`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        let old = (0..<6).map { Sample.document(at: Sample.noon - .seconds($0)) }
        for document in old { try await store.create(document) }
        let first = try await store.list(Sample.acme, after: nil, limit: 3)
        try await store.create(Sample.document(at: Sample.noon + .seconds(1)))
        let second = try await store.list(Sample.acme, after: first.next, limit: 10)
        #expect((first.entries + second.entries).map(\.document) == old.map(\.id))
        #expect(second.next == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `an organisation without documents has an empty list`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        #expect(try await store.list(Sample.acme, after: nil, limit: 5) == Listing(entries: [], next: nil))
    }

    @Test(arguments: Adapter.allCases)
    func `whoever is overdue is found, the longest overdue first`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        let offsets: [Int64] = Array(-20...20)
        let made = offsets.map { Sample.document(due: Sample.noon + .seconds($0)) } + [Sample.document(due: nil)]
        for document in made { try await store.create(document) }
        for shard in Shard.all {
            let mine = made.filter { Shard(of: $0.id) == shard }
            let overdue = mine.filter { document in document.due.map { $0 <= Sample.noon } ?? false }
                .sorted { ($0.due ?? Sample.noon) < ($1.due ?? Sample.noon) }
            #expect(try await store.due(before: Sample.noon, shard: shard, limit: 50) == overdue.map(\.id))
            #expect(try await store.due(before: Sample.noon, shard: shard, limit: 1) == overdue.prefix(1).map(\.id))
        }
    }

    @Test(arguments: Adapter.allCases)
    func `whoever has ended is overdue no more`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        var document = Sample.document(due: Sample.noon)
        let shard = Shard(of: document.id)
        try await store.create(document)
        #expect(try await store.due(before: Sample.noon, shard: shard, limit: 5) == [document.id])
        document.due = nil
        _ = try await store.save(Versioned(document, revision: 1))
        #expect(try await store.due(before: Sample.noon + .seconds(1), shard: shard, limit: 5) == [])
    }

    @Test(arguments: Adapter.allCases)
    func `twins have the same bytes, organisation and key`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        func make(
            _ age: Int64,
            _ hash: FileHash?,
            for key: ClientKey? = nil,
            of organisation: OrganisationName = Sample.acme
        ) async throws -> Document {
            let sealing = key.map { Sealing(client: $0, job: [1], signature: "30") }
            var document = Sample.document(of: organisation, at: Sample.noon - .seconds(age), sealing: sealing)
            try await store.create(document)
            document.verified = VerifiedFile(size: 1, sha256: hash, uploadedAt: Sample.noon)
            return try await store.save(Versioned(document, revision: 1)).value
        }
        let old = try await make(9, Sample.hash())
        let new = try await make(1, Sample.hash())
        let sealed = try await make(2, Sample.hash(), for: Sample.client())
        _ = try await make(2, Sample.hash(), for: Sample.client("b"))
        _ = try await make(3, Sample.hash(2))
        _ = try await make(3, nil)
        _ = try await make(3, Sample.hash(), of: OrganisationName(unchecked: "acme-2"))
        let likeness = try #require(new.likeness)
        let sealedLikeness = try #require(sealed.likeness)
        #expect(try await store.twins(of: likeness, limit: 10) == [new.id, old.id])
        #expect(try await store.twins(of: likeness, limit: 1) == [new.id])
        #expect(try await store.twins(of: sealedLikeness, limit: 10) == [sealed.id])
    }
}
