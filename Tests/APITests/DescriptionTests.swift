import Domain
import FlowKit
import JSON
import Processes
import Template
import TestKit
import Testing
import Time
import YAML

/// The API beside its description, docs/openapi.yaml, as a program asks it that nobody here wrote.
@Suite(.enabled(if: PythonPeer.schemathesis.isInstalled, "\(PythonPeer.schemathesis.absence)"))
struct DescriptionTests {
    @Test(.timeLimit(.minutes(5))) func `every answer is one that the description knows`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.deploy(["eicar", "other"])
        let key = try await pipeline.administratorsKey()
        let (kept, doomed) = try await pipeline.documents()
        let documents = kept + ["--"] + doomed
        let output = try await ServedAPI(pipeline: pipeline).serve { url in
            try await CompanionProgram.said(
                by: PythonPeer.command("openapi") + [url, RepositoryFile.path("docs/openapi.yaml"), key] + documents,
                ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
            )
        }
        let lines = output.split(separator: "\n")
        let summary = try JSONValue(parsing: Array((lines.last ?? "").utf8))
        #expect(summary["ended"] == 0, "\(output)")
        let statuses = summary["statuses"]?.object?.members ?? []
        #expect(statuses.count == 9)
        for operation in statuses {
            let seen = operation.value.object?.keys ?? []
            #expect(seen.contains { $0.hasPrefix("2") }, "\(operation.key): \(seen)")
            #expect(!seen.contains { $0.hasPrefix("5") }, "\(operation.key): \(seen)")
        }
    }
}

/// The description beside the template.
@Suite struct RouteTests {
    @Test func `what is described is what is deployed`() async throws {
        let stack = try ServedAPI(pipeline: try await Pipeline()).stack
        let deployed = stack.apis.flatMap(\.routes).map(\.key).sorted()
        let description = try YAMLValue(parsing: Array(try RepositoryFile.text("docs/openapi.yaml").utf8))
        let described = (description["paths"]?.members ?? []).flatMap { path in
            (path.value.members ?? []).filter { $0.key != "parameters" }.map { "\($0.key.uppercased()) \(path.key)" }
        }
        #expect(described.sorted() == deployed)
        let authorizers = stack.apis.flatMap(\.authorizers)
        #expect(authorizers.map(\.identitySources) == [["$request.header.x-api-key"]])
        #expect(stack.apis.flatMap(\.routes).allSatisfy { $0.authorizer != nil })
    }
}

extension Pipeline {
    fileprivate func administratorsKey() async throws -> String {
        // `printf secret | sha256sum`
        let hash = FileHash(hex: "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b")
        try await keep(
            APIKey(
                id: try APIKeyID("key-0001"),
                secretSHA256: try #require(hash),
                organisation: Self.organisation,
                owner: OwnerName(unchecked: "chief"),
                role: .administrator
            )
        )
        return "key-0001.secret"
    }

    /// Documents in every state that an answer tells of, and some that nobody needs any more.
    fileprivate func documents() async throws -> (kept: [String], doomed: [String]) {
        var kept: [Document] = []
        for state: Document.State in [
            .extracting, .scanning, .processed(reason: nil), .processed(reason: "no engine"), .expired,
            .failed(.sizeMismatch), .processed(reason: nil), .processed(reason: nil), .processed(reason: nil),
        ] {
            let document = try await uploaded(kept.count) { document in
                document.verified?.type = "application/pdf"
                document.round = 1
                document.state = state
            }
            try await expect(["eicar", "other"], of: document.id)
            try await keep([
                result(.malicious, by: "eicar", of: document, text: "EICAR-Test-File"),
                result(by: "other", of: document),
            ])
            let pairs: JSONObject = ["pages": 3, "nested": ["a": [1, nil]]]
            try await keep(Metadata(scriptVersion: "1", extractedAt: document.createdAt, pairs: pairs), of: document.id)
            kept.append(document)
        }
        kept.append(try await requested(100))
        let arriving = try await requested(101)
        try await put([1, 2, 3], as: arriving.blob.key)
        kept.append(arriving)
        var doomed: [Document] = []
        for number in 200..<210 { doomed.append(try await uploaded(number)) }
        return (kept.map { "\($0.id)" }, doomed.map { "\($0.id)" })
    }
}
