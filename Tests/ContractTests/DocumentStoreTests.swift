import Domain
import Ports
import Testing
import Time

@Suite(.needsMoto) struct DocumentStoreTests {
    @Test(arguments: Adapter.allCases, Self.documents)
    func `a document comes back as it was kept`(_ adapter: Adapter, _ change: Change) async throws {
        let store = try await adapter.documents().store
        var document = Sample.document()
        try await store.create(document)
        #expect(try await store.load(document.id) == Versioned(document, revision: 1))
        change.make(&document)
        let saved = try await store.save(Versioned(document, revision: 1))
        #expect(saved == Versioned(document, revision: 2))
        #expect(try await store.load(document.id) == saved)
    }

    @Test(arguments: Adapter.allCases)
    func `an id is given once`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        let document = Sample.document()
        try await store.create(document)
        await #expect(throws: PortError.exists(.document(document.id))) { try await store.create(document) }
    }

    @Test(arguments: Adapter.allCases)
    func `a document whose making was not answered is made, and once`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents(.losing(["PutItem"])).store
        let document = Sample.document()
        try await store.create(document)
        #expect(try await store.load(document.id).revision == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `what is not there is unknown`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        let document = Sample.document()
        let unknown = PortError.unknown(.document(document.id))
        await #expect(throws: unknown) { try await store.load(document.id) }
        await #expect(throws: unknown) { try await store.save(Versioned(document, revision: 1)) }
        try await store.delete(document.id)
    }

    @Test(arguments: Adapter.allCases)
    func `another organisation's document is unknown`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        let document = Sample.document()
        try await store.create(document)
        #expect(try await store.load(document.id, of: Sample.acme).value == document)
        await #expect(throws: PortError.unknown(.document(document.id))) {
            try await store.load(document.id, of: OrganisationName(unchecked: "acme-2"))
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a stale write is refused`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        var loaded = Versioned(Sample.document(), revision: 1)
        try await store.create(loaded.value)
        loaded.value.round = 1
        _ = try await store.save(loaded)
        loaded.value.round = 2
        let stale = loaded
        await #expect(throws: PortError.conflict(.document(stale.value.id), expectedRevision: 1)) {
            try await store.save(stale)
        }
        #expect(try await store.load(stale.value.id).value.round == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `a save that was not answered does not conflict with itself`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents(.losing(["UpdateItem"])).store
        var loaded = Versioned(Sample.document(), revision: 1)
        try await store.create(loaded.value)
        loaded.value.round = 7
        let saved = try await store.save(loaded)
        #expect(try await store.load(loaded.value.id) == saved)
        #expect(saved.revision == 2)
    }

    @Test(arguments: Adapter.allCases)
    func `of many who save at once one wins`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        let document = Sample.document()
        try await store.create(document)
        let outcomes = try await atOnce(1...20) { round in
            var mine = Versioned(document, revision: 1)
            mine.value.round = round
            do throws(PortError) {
                return try await store.save(mine).value.round
            } catch {
                #expect(error == .conflict(.document(document.id), expectedRevision: 1))
                return 0
            }
        }
        let winners = outcomes.filter { $0 != 0 }
        #expect(winners.count == 1)
        let kept = try await store.load(document.id)
        #expect([kept.value.round] == winners)
        #expect(kept.revision == 2)
    }

    @Test(arguments: Adapter.allCases)
    func `a document goes with all that lies beside it`(_ adapter: Adapter) async throws {
        let documents = try await adapter.documents()
        let (document, other) = (Sample.document(), Sample.document())
        for kept in [document, other] {
            try await documents.store.create(kept)
            // More parts than one call deletes.
            for round in 1...30 {
                _ = try await documents.tallies.add(expected: [Sample.clamav], finished: [], to: kept.id, round: round)
            }
        }
        try await documents.store.clear(document.id)
        try await documents.store.delete(document.id)
        await #expect(throws: PortError.self) { try await documents.store.load(document.id) }
        #expect(try await documents.tallies.round(30, of: document.id) == RoundTally(round: 30))
        #expect(try await documents.store.load(other.id).value == other)
        #expect(try await documents.tallies.round(30, of: other.id).expected == [Sample.clamav])
        try await documents.store.delete(document.id)
    }

    @Test(arguments: Adapter.allCases)
    func `one that was deleted is none, but for those who clear up, and what lay beside it is gone`(
        _ adapter: Adapter
    ) async throws {
        let documents = try await adapter.documents()
        let (document, store) = (Sample.document(), documents.store)
        try await store.create(document)
        _ = try await documents.tallies.add(expected: [Sample.clamav], finished: [], to: document.id, round: 1)
        try await store.clear(document.id)
        #expect(try await store.load(document.id).value == document)
        #expect(try await documents.tallies.round(1, of: document.id) == RoundTally(round: 1))
        let (left, _) = try await store.change(document.id) { $0.forget(at: document.createdAt) }
        let unknown = PortError.unknown(.document(document.id))
        await #expect(throws: unknown) { try await store.load(document.id) }
        await #expect(throws: unknown) { try await store.change(document.id) { $0.forget(at: document.createdAt) } }
        #expect(try await store.record(of: document.id).value == left && left.state == .deleted)
        #expect(try await store.change(document.id, evenDeleted: true) { $0.state }.outcome == .deleted)
        #expect(try await store.list(document.organisation, after: nil, limit: 9).entries == [])
        let due = left.due ?? document.createdAt
        #expect(try await store.due(before: due, shard: Shard(of: left.id), limit: 9) == [left.id])
    }

    /// A document's every state, and everything that it may or may not hold.
    struct Change: CustomTestStringConvertible {
        let testDescription: String
        let make: @Sendable (inout Document) -> Void

        init(_ name: String, _ make: @escaping @Sendable (inout Document) -> Void) {
            testDescription = name
            self.make = make
        }
    }

    static let documents: [Change] = [
        Change("uploading") { $0.state = .uploading(confirmed: true) },
        Change("of unknown chunks") { ($0.chunkCount, $0.state) = (.unknown, .uploading(confirmed: false)) },
        Change("of known chunks") { $0.chunkCount = .known(17) },
        Change("of no chunks") { $0.chunkCount = .known(0) },
        Change("uploaded") { document in
            document.state = .uploaded
            document.blob.version = "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY"
            document.verified = VerifiedFile(size: 12_345, uploadedAt: Sample.noon + .seconds(2))
        },
        Change("verified") { document in
            let uploaded = Sample.noon + .milliseconds(123_456)
            document.verified = VerifiedFile(
                size: .largestFile,
                type: "application/pdf",
                sha256: Sample.hash(),
                uploadedAt: uploaded
            )
        },
        Change("without claims") { $0.claim = FileClaim(name: FileName(unchecked: "x")) },
        Change("with all claims") { $0.claim.sha256 = Sample.hash(9) },
        Change("extracting") { $0.state = .extracting },
        Change("scanning") { ($0.state, $0.round, $0.updatedAt) = (.scanning, 3, Sample.noon + .seconds(9)) },
        Change("scanned anew by some") { $0.anew = [Sample.clamav, EngineName(unchecked: "b")] },
        Change("processed, for a reason") { ($0.state, $0.due) = (.processed(reason: "no engine"), nil) },
        Change("processed") { ($0.state, $0.due) = (.processed(reason: nil), nil) },
        Change("expired") { ($0.state, $0.due) = (.expired, nil) },
        Change("archived") { ($0.state, $0.due) = (.archived, nil) },
        Change("failed") { ($0.state, $0.due) = (.failed(.tooLarge), nil) },
    ]
}

@Suite(.needsMoto) struct SealedDocumentTests {
    @Test(arguments: Adapter.allCases)
    func `a job comes back byte for byte`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().store
        let job = Array(0...255) + Array(#"{"id":"job-é"}"#.utf8)
        let sealing = Sealing(client: Sample.client(), job: job, signature: "3045")
        let document = Sample.document(sealing: sealing)
        try await store.create(document)
        #expect(try await store.load(document.id).value.sealing == sealing)
    }
}
