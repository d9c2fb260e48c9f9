import Domain
import JSON
import Ports
import Testing
import Time

@Suite(.needsMoto) struct MetadataStoreTests {
    @Test(arguments: Adapter.allCases)
    func `metadata come back in their order, to the last digit`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().metadata
        let id = Sample.id()
        let text =
            #"{"z":1,"a":[9007199254740993,-9223372036854775808,18446744073709551615,0.1,null,true,""],"#
            + #""é 😀":{"":{}}}"#
        let pairs = try #require(try JSONValue(parsing: Array(text.utf8)).object)
        let metadata = Metadata(scriptVersion: "17", extractedAt: Sample.noon, pairs: pairs)
        #expect(try await store.metadata(of: id) == nil)
        try await store.save(metadata, of: id)
        let kept = try #require(try await store.metadata(of: id))
        #expect(kept == metadata)
        #expect(kept.pairs.keys == ["z", "a", "é 😀"])
        #expect(String(decoding: JSONValue.object(kept.pairs).bytes(), as: UTF8.self) == text)
    }

    @Test(arguments: Adapter.allCases)
    func `newer metadata take the place of older`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().metadata
        let id = Sample.id()
        for version in ["1", "2"] {
            try await store.save(Metadata(scriptVersion: version, extractedAt: Sample.noon, pairs: [:]), of: id)
        }
        #expect(try await store.metadata(of: id)?.scriptVersion == "2")
    }

    @Test(arguments: Adapter.allCases)
    func `metadata that are too large are refused with their limit`(_ adapter: Adapter) async throws {
        let store = try await adapter.documents().metadata
        let id = Sample.id()
        let pairs: JSONObject = ["text": .string(String(repeating: "x", count: 400_000))]
        let metadata = Metadata(scriptVersion: "1", extractedAt: Sample.noon, pairs: pairs)
        await #expect(throws: PortError.tooLarge(.metadata(id), limit: 393_216)) {
            try await store.save(metadata, of: id)
        }
    }
}
