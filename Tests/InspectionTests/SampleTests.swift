import Inspection
import JSON
import Testing

@Suite struct SampleTests {
    private static func expected() throws -> JSONObject {
        try #require(try JSONValue(parsing: try contents(of: "samples/expected.json")).object)
    }

    @Test func `of each sample is told what its maker put in`() async throws {
        let expected = try Self.expected()
        #expect(expected.count > 40)
        for (name, pairs) in expected.members.map({ ($0.key, $0.value) }) {
            let findings = try await inspect(try sample(name), name: name)
            let told = JSONValue.object(findings.pairs)
            #expect(told == pairs, "\(name): \(String(decoding: told.bytes(), as: UTF8.self))")
        }
    }

    @Test func `a sample is one read`() async throws {
        for name in try Self.expected().keys {
            let window = MemoryWindow(try sample(name))
            _ = try await inspect(window, name: name)
            #expect(window.reads == [0..<window.size], "\(name)")
        }
    }

    @Test func `a sample that ends anywhere is told of without a trap`() async throws {
        for name in try Self.expected().keys {
            let bytes = try sample(name)
            for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 15)) {
                let findings = try await inspect(Array(bytes.prefix(count)), name: name)
                #expect(findings.pairs["size"]?.int == count)
            }
        }
    }

    @Test func `a sample with any bytes changed is told of without a trap`() async throws {
        for name in try Self.expected().keys {
            let bytes = try sample(name)
            for index in stride(from: 8, to: bytes.count - 4, by: max(4, bytes.count / 15)) {
                var broken = bytes
                broken.replaceSubrange(index..<index + 4, with: [0xff, 0xff, 0xff, 0x7f])
                let findings = try await inspect(broken, name: name)
                #expect(findings.pairs["size"]?.int == bytes.count)
            }
        }
    }
}
