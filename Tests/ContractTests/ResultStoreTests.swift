import Domain
import Ports
import Testing
import Time

@Suite(.needsMoto) struct ResultStoreTests {
    @Test(arguments: Adapter.allCases)
    func `a result is kept once`(_ adapter: Adapter) async throws {
        let store = try await adapter.results()
        let id = Sample.id()
        let result = Sample.result(of: id, .malicious, text: "EICAR-Test-File")
        #expect(try await store.result(result.place, of: id) == nil)
        #expect(try await store.put(result, replacing: nil) == .stored)
        #expect(try await store.put(result, replacing: nil) == .stored)
        #expect(try await store.result(result.place, of: id) == result)
    }

    @Test(arguments: Adapter.allCases)
    func `a result is the same to the millisecond`(_ adapter: Adapter) async throws {
        let store = try await adapter.results()
        let id = Sample.id()
        func result(endingAt end: Instant) -> EngineResult {
            EngineResult(
                document: id,
                round: 1,
                engine: Sample.clamav,
                engineVersion: "1",
                signatureVersion: "1",
                finding: .open(.timeout, .inline("")),
                startedAt: Sample.noon,
                endedAt: end
            )
        }
        let precise = result(endingAt: Sample.noon + .nanoseconds(1_234_567))
        #expect(try await store.put(precise, replacing: nil) == .stored)
        #expect(try await store.put(precise, replacing: nil) == .stored)
        let kept = result(endingAt: Sample.noon + .milliseconds(1))
        #expect(try await store.result(precise.place, of: id) == kept)
        #expect(try await store.put(kept, replacing: precise) == .stored)
    }

    @Test(arguments: Adapter.allCases)
    func `a result whose storing was not answered is stored`(_ adapter: Adapter) async throws {
        let store = try await adapter.results(.losing(["PutItem"]))
        let result = Sample.result(of: Sample.id())
        #expect(try await store.put(result, replacing: nil) == .stored)
    }

    @Test(arguments: Adapter.allCases)
    func `a place that is taken says by what`(_ adapter: Adapter) async throws {
        let store = try await adapter.results()
        let id = Sample.id()
        let first = Sample.result(of: id, .timeout)
        let second = Sample.result(of: id, .malicious)
        _ = try await store.put(first, replacing: nil)
        #expect(try await store.put(second, replacing: nil) == .taken(by: first))
        #expect(try await store.result(first.place, of: id) == first)
    }

    @Test(arguments: Adapter.allCases)
    func `a result replaces the one that it names, and no other`(_ adapter: Adapter) async throws {
        let store = try await adapter.results()
        let id = Sample.id()
        let timeout = Sample.result(of: id, .timeout)
        let failure = Sample.result(of: id, .failure)
        var late = Sample.result(of: id, .malicious, text: "EICAR")
        late.isLate = true
        _ = try await store.put(timeout, replacing: nil)
        #expect(try await store.put(late, replacing: failure) == .taken(by: timeout))
        #expect(try await store.put(late, replacing: timeout) == .stored)
        #expect(try await store.put(late, replacing: timeout) == .stored)
        #expect(try await store.put(failure, replacing: timeout) == .taken(by: late))
        #expect(try await store.result(late.place, of: id) == late)
    }

    @Test(arguments: Adapter.allCases)
    func `of many who answer for one engine one is kept`(_ adapter: Adapter) async throws {
        let store = try await adapter.results()
        let id = Sample.id()
        let puts = try await atOnce(0..<20) { number in
            try await store.put(Sample.result(of: id, text: "\(number)"), replacing: nil)
        }
        #expect(puts.filter { $0 == .stored }.count == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `results of thirty engines at the same moment are all kept`(_ adapter: Adapter) async throws {
        let store = try await adapter.results()
        let id = Sample.id()
        let engines = (0..<30).map { EngineName(unchecked: "engine-\($0)") }
        let puts = try await atOnce(engines) { engine in
            try await store.put(Sample.result(of: id, engine: engine), replacing: nil)
        }
        #expect(puts.allSatisfy { $0 == .stored })
        let page = try await store.results(of: id, round: 1, after: nil, limit: 100)
        #expect(page.results.map(\.engine) == engines.sorted())
    }

    @Test(arguments: Adapter.allCases)
    func `a round is read page by page, by the names of its engines`(_ adapter: Adapter) async throws {
        let store = try await adapter.results()
        let id = Sample.id()
        let engines = ["a", "a-1", "b", "b1", "c", "d", "e"].map { EngineName(unchecked: $0) }
        for engine in engines { _ = try await store.put(Sample.result(of: id, engine: engine), replacing: nil) }
        for round in [2, 10, 11] { _ = try await store.put(Sample.result(of: id, round: round), replacing: nil) }
        var read: [EngineName] = []
        var page: ResultPage
        repeat {
            page = try await store.results(of: id, round: 1, after: read.last, limit: 2)
            read += page.results.map(\.engine)
        } while page.hasMore
        #expect(read == engines.sorted())
        #expect(try await store.results(of: id, round: 10, after: nil, limit: 5).results.map(\.round) == [10])
        #expect(try await store.results(of: id, round: 3, after: nil, limit: 5).results == [])
    }

    @Test(
        arguments: Adapter.allCases,
        [
            EngineResult.Finding.open(.suspicious, .inline("é\u{0}😀\n")),
            .open(.malicious, .stored(Blob(bucket: "b", region: "r", key: "k", version: "v"), size: 70_000)),
            .sealed(.inline("04ab:cd:ef:01")), .sealed(.stored(Blob(bucket: "b", region: "r", key: "k"), size: 70_000)),
        ]
    )
    func `what was found comes back as it was`(_ adapter: Adapter, _ finding: EngineResult.Finding) async throws {
        let store = try await adapter.results()
        let id = Sample.id()
        let result = EngineResult(
            document: id,
            round: 1,
            engine: Sample.clamav,
            engineVersion: "",
            signatureVersion: "1",
            finding: finding,
            startedAt: Sample.noon + .milliseconds(1),
            endedAt: Sample.noon + .seconds(4),
            isLate: true,
            origin: .reused(sealedFor: Sample.id())
        )
        _ = try await store.put(result, replacing: nil)
        #expect(try await store.result(result.place, of: id) == result)
    }

    @Test(arguments: Adapter.allCases)
    func `results go with their document`(_ adapter: Adapter) async throws {
        let store = try await adapter.results()
        let (id, other) = (Sample.id(), Sample.id())
        for document in [id, other] {
            for round in 1...30 { _ = try await store.put(Sample.result(of: document, round: round), replacing: nil) }
        }
        try await store.delete(id)
        for round in 1...30 {
            #expect(try await store.results(of: id, round: round, after: nil, limit: 5).results == [])
        }
        #expect(try await store.results(of: other, round: 30, after: nil, limit: 5).results.count == 1)
    }
}
