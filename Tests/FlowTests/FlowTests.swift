import Domain
import FlowKit
import JSON
import LocalCloud
import Simulation
import Testing
import Time

/// The whole flow in one process and in virtual time: the template, all functions, and somebody who uses them.
@Suite struct FlowTests {
    static let eicar =
        [0x58, 0x35, 0x4f, 0x21].map { UInt8($0) }
        + Array(#"P%@AP[4\PZX54(P^)7CC)7}$"#.utf8) + Array("EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".utf8)

    @Test func `an upload is asked for, sent, confirmed, looked at, and done`() throws {
        try Course.run(seed: 1, engines: ["eicar", "second"]) { course in
            let asked = try await course.world.call("POST", "/docs/request-upload", ["file_name": "a.txt"])
            #expect(asked.status == 201)
            let json = try asked.json
            let id = try #require(json["id"]?.string)
            let url = try #require(json["upload_url"]?.string)
            #expect(try await course.world.put(Array("hello, world".utf8), to: url) == 200)
            #expect(try await course.world.call("POST", "/docs/\(id)/confirm-upload").status == 202)
            try await course.settle()
            let whole = try await course.world.call("GET", "/docs/\(id)").json
            #expect(whole["status"] == "done" && whole["file_type"] == "text/plain", "\(whole)")
            #expect(whole["sha256"] == "09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b")
            let results = try await course.world.call("GET", "/docs/\(id)/scan-results").json
            #expect(results["scan-results"]?.array?.map { $0["results"]?.string } == ["not detected", "not detected"])
            #expect(results["next"] == nil)
            let metadata = try await course.world.call("GET", "/docs/\(id)/meta").json
            #expect(metadata["meta"]?.object?.isEmpty == false, "\(metadata)")
            #expect(try await course.buried() == [:])
        }
    }

    @Test func `a file that is dropped into the bucket becomes a document and is found to be what it is`() throws {
        try Course.run(seed: 2) { course in
            try await course.world.drop(Self.eicar, as: "inbox/bad file.com")
            try await course.settle()
            let list = try await course.world.call("GET", "/docs").json
            let id = try #require(list["docs"]?[0]?["id"]?.string ?? list["documents"]?[0]?["id"]?.string, "\(list)")
            let results = try await course.world.call("GET", "/docs/\(id)/scan-results").json
            #expect(results["status"] == "done" && results["file_name"] == "bad file.com", "\(results)")
            #expect(results["scan-results"]?[0]?["category"] == "malicious")
        }
    }

    @Test func `the same bytes again are answered by what was found, and nobody scans them`() throws {
        try Course.run(seed: 3) { course in
            for _ in 0..<2 {
                _ = try await course.world.upload(Self.eicar, as: "a.com")
                try await course.settle()
            }
            let list = try await course.documents()
            let results = try await list.asyncMap { try await course.results(of: $0.id) }
            let origins = Set(results.flatMap { $0.map(\.origin) })
            #expect(results.allSatisfy { $0.first?.finding == results[0].first?.finding } && results.count == 2)
            #expect(origins == [.scanned, .reused(sealedFor: nil)])
        }
    }

    @Test func `nobody who asks without a key, with a wrong one, or for others' documents, gets anything`() throws {
        try Course.run(seed: 4) { course in
            let id = try #require(try await course.world.upload(Array("mine".utf8)))
            for key in [nil, "", "tester-key.wrong", "nobody-here.x", "tester-key"] {
                let answer = try await course.world.call("GET", "/docs/\(id)", key: key)
                #expect(answer.status == 401 || answer.status == 403, "\(key ?? "none"): \(answer.status)")
            }
        }
    }
}

extension Array where Element: Sendable {
    func asyncMap<Made>(_ make: (Element) async throws -> Made) async rethrows -> [Made] {
        var made: [Made] = []
        for element in self { made.append(try await make(element)) }
        return made
    }
}
