import Domain
import Ports
import Testing

@Suite(.needsMoto) struct TalliesTests {
    private static func chunk(_ index: Int, _ byte: UInt8 = 1) -> Chunk {
        Chunk(index: index, size: 8_388_608, sha256: Sample.hash(byte))
    }

    @Test(arguments: Adapter.allCases)
    func `a chunk that comes twice came once`(_ adapter: Adapter) async throws {
        let tallies = try await adapter.documents().tallies
        let id = Sample.id()
        #expect(try await tallies.chunks(of: id) == ChunkTally(seen: []))
        #expect(try await tallies.add([Self.chunk(1)], to: id).seen == [Self.chunk(1)])
        #expect(try await tallies.add([Self.chunk(1), Self.chunk(0)], to: id).isComplete(2))
        #expect(try await tallies.chunks(of: id).seen == [Self.chunk(0), Self.chunk(1)])
    }

    @Test(arguments: Adapter.allCases)
    func `other bytes for a chunk that was seen are seen too`(_ adapter: Adapter) async throws {
        let tallies = try await adapter.documents().tallies
        let id = Sample.id()
        _ = try await tallies.add([Self.chunk(3)], to: id)
        #expect(try await tallies.add([Self.chunk(3, 2)], to: id).contradiction == 3)
    }

    @Test(arguments: Adapter.allCases)
    func `chunks that come at once are all seen, and one of them sees the last`(_ adapter: Adapter) async throws {
        let tallies = try await adapter.documents().tallies
        let id = Sample.id()
        let completions = try await atOnce(0..<60) { index in
            try await tallies.add([Self.chunk(index)], to: id).isComplete(60)
        }
        #expect(completions.contains(true))
        #expect(try await tallies.chunks(of: id).isComplete(60))
    }

    @Test(arguments: Adapter.allCases)
    func `an addition whose answer was lost is made once`(_ adapter: Adapter) async throws {
        let tallies = try await adapter.documents(.losing(["UpdateItem"])).tallies
        let id = Sample.id()
        #expect(try await tallies.add([Self.chunk(0)], to: id).seen == [Self.chunk(0)])
    }

    @Test(arguments: Adapter.allCases)
    func `thirty engines that finish at once are all counted`(_ adapter: Adapter) async throws {
        let tallies = try await adapter.documents().tallies
        let id = Sample.id()
        let engines = (0..<30).map { EngineName(unchecked: "engine-\($0)") }
        _ = try await tallies.add(expected: Set(engines), finished: [], to: id, round: 1)
        let completions = try await atOnce(engines) { engine in
            try await tallies.add(expected: [], finished: [engine], to: id, round: 1).isComplete
        }
        // Whoever sees it complete acts on it: one at least does, and nobody before the last.
        #expect(completions.contains(true))
        #expect(try await tallies.round(1, of: id).isComplete)
    }

    @Test(arguments: Adapter.allCases)
    func `an answer may come before it is expected`(_ adapter: Adapter) async throws {
        let tallies = try await adapter.documents().tallies
        let id = Sample.id()
        #expect(!(try await tallies.add(expected: [], finished: [Sample.clamav], to: id, round: 1).isComplete))
        #expect(try await tallies.add(expected: [Sample.clamav], finished: [], to: id, round: 1).isComplete)
    }

    @Test(arguments: Adapter.allCases)
    func `rounds and documents are counted apart`(_ adapter: Adapter) async throws {
        let tallies = try await adapter.documents().tallies
        let (id, other) = (Sample.id(), Sample.id())
        _ = try await tallies.add(expected: [Sample.clamav], finished: [Sample.clamav], to: id, round: 1)
        #expect(try await tallies.round(2, of: id) == RoundTally(round: 2))
        #expect(try await tallies.round(1, of: other) == RoundTally(round: 1))
        #expect(try await tallies.add(expected: [], finished: [], to: id, round: 1).isComplete)
    }

    @Test(arguments: Adapter.allCases)
    func `a save of the record undoes no addition`(_ adapter: Adapter) async throws {
        let documents = try await adapter.documents()
        let document = Sample.document()
        try await documents.store.create(document)
        let loaded = try await documents.store.load(document.id)
        _ = try await documents.tallies.add([Self.chunk(0)], to: document.id)
        _ = try await documents.store.save(loaded)
        #expect(try await documents.tallies.chunks(of: document.id).seen.count == 1)
    }
}
