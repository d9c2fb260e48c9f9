import JSON
import TestKit
import Testing

@testable import local_runner

/// What whoever comes to the repository runs first.
struct RepositoryReplayTests {
    private static let root = #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }

    private func replay(_ event: String, _ options: String...) async -> Visit {
        let screen = Screen()
        let line = ["replay", event, "--template", "\(Self.root)/template.yaml"] + options
        let ending = await screen.runner().run(line)
        return Visit(ending: ending, output: screen.output, errors: screen.errors)
    }

    @Test(arguments: ["upload.json", "request-upload.json"])
    func `the whole flow settles well, and all that is expected is there`(_ name: String) async {
        let visit = await replay("\(Self.root)/events/\(name)")
        #expect(visit.ending == .success, "\(visit.output)\(visit.errors)")
        #expect(visit.output.hasSuffix("Everything settled well.\n"))
        #expect(!visit.output.contains("missing"))
    }

    @Test(arguments: [
        (#""results": "EICAR-Test-File""#, #""results": "not detected""#, "scan-results[0].results is"),
        (#""category": "undetected""#, #""category": "harmless""#, "scan-results[0].category is"),
        ("drop/acme/infected.com", "drop/acme/invoice.pdf", "GET /docs/0eb8748a-9a81-5127-b79b-15e62386a8e3: "),
    ])
    func `a scanner that says otherwise fails it by name`(
        _ part: String,
        _ other: String,
        _ words: String
    ) async throws {
        try await withTemporaryFolder { folder in
            try run("cp", "-R", "\(Self.root)/events/objects", "\(folder)/objects")
            let changed = try run("sed", "s|\(part)|\(other)|", "\(Self.root)/events/upload.json")
            try write(changed, to: "\(folder)/upload.json")
            let visit = await replay("\(folder)/upload.json")
            #expect(visit.ending == .handlerFailed, "\(visit.output)")
            #expect(visit.errors.contains(words), "\(visit.errors)")
        }
    }

    @Test func `a person is told of a key by its values, and of what came often how often`() async {
        let visit = await replay("\(Self.root)/events/upload.json")
        #expect(visit.output.contains("dynamodb GetItem assay-DocumentsTable 4834bfdb…/record\n"))
        #expect(visit.output.contains("  dynamodb PutItem assay-ResultsTable  2 times\n"))
        #expect(!visit.output.contains(#"{"S":"#))
    }

    @Test func `a program is told of every key in full`() async throws {
        let visit = await replay("\(Self.root)/events/upload.json", "--json")
        let value = try JSONValue(parsing: Array(visit.output.utf8))
        let calls = try #require(value["trail"]?.array).compactMap { $0["calls"]?.array }.joined()
        let key = #"{"document":{"S":"4834bfdb-661f-5c49-9ca8-94c842ee1bb1"},"part":{"S":"record"}}"#
        #expect(calls.contains { $0["resource"]?.string == "assay-DocumentsTable \(key)" })
    }
}
