import AllFunctions
import Files
import JSON
import TestKit
import Testing

@testable import local_runner

/// The events of events/, through the functions that they are for, with nothing said on the command line.
struct RepositoryEventTests {
    /// How each ends; what is not named here must settle well.
    ///
    /// What a client is refused is an answer, and so is the no to a wrong key.
    private static let ends: [String: Ending] = [
        "extract-metadata.not-json": .deadLetter, "extract-metadata.other-message": .deadLetter,
        "hash.later-form": .deadLetter, "hash.not-json": .deadLetter, "hash.other-message": .deadLetter,
        "orchestrate.later-form": .deadLetter, "orchestrate.not-json": .deadLetter,
        "orchestrate.other-message": .deadLetter, "scan.not-json": .deadLetter,
        "scan.other-message": .deadLetter, "uploaded.batch": .deadLetter, "uploaded.key-not-encoded": .deadLetter,
        "uploaded.lifecycle": .deadLetter, "uploaded.removed": .deadLetter, "uploaded.replication": .deadLetter,
        "uploaded.not-json": .deadLetter, "uploaded.one-of-several-unknown": .deadLetter,
        "uploaded.unknown-bucket": .deadLetter, "uploaded.unknown-key": .deadLetter,
        "uploaded.unknown-organisation": .deadLetter, "uploaded.version-3-0": .deadLetter,
        "uploaded.wrong-types": .deadLetter, "write-result.not-json": .deadLetter,
        "write-result.other-message": .deadLetter,
    ]

    private static let root =
        #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }
    private static let names = Result {
        try FolderEntry.all(in: "\(root)/events").map(\.name).filter { $0.hasSuffix(".json") }
            .map { String($0.dropLast(".json".count)) }.sorted()
    }

    @Test func `every event ends as it should`() async throws {
        let names = try Self.names.get()
        #expect(Set(Self.ends.keys).subtracting(names) == [])
        for name in names {
            let (ending, output) = await Self.run(name)
            #expect(ending == Self.ends[name] ?? .success, "\(name): \(output)")
        }
    }

    @Test func `every function has its events`() throws {
        let functions = try FolderEntry.all(in: "\(Self.root)/functions").map(\.name)
        let named = Set(try Self.names.get().map { $0.prefix { $0 != "." } }.map(String.init))
        #expect(Set(functions).subtracting(named) == [])
    }

    @Test func `a dead letter is told with the reason that lies beside it`() async throws {
        let (_, output) = await Self.run("uploaded.version-3-0")
        let letter = output.split(separator: "\n").first { $0.contains(" in assay-UploadsDeadLetters") }
        #expect(letter?.contains(" in assay-UploadsDeadLetters  malformed-event ") == true, "\(output)")
        let screen = Screen()
        let file = "\(Self.root)/events/uploaded.version-3-0.json"
        _ = await screen.runner().run(["replay", file, "--json", "--template", "\(Self.root)/template.yaml"])
        let found = try JSONValue(parsing: Array(screen.output.utf8))["deadLetters"]?[0]
        #expect(found?["note"]?["function"] == "uploaded", "\(screen.output)")
        #expect(letter?.hasSuffix(found?["note"]?["message"]?.string ?? "?") == true)
    }

    private static func run(_ name: String) async -> (Ending, String) {
        let screen = Screen()
        let file = "\(root)/events/\(name).json"
        // What a schedule sends of its own looks like nothing.
        let line =
            name == "scan.check" ? ["invoke", "ScanEicar", "--event", file] : ["replay", file, "--seed", "1"]
        let ending = await screen.runner(functions: .linked).run(line + ["--template", "\(root)/template.yaml"])
        return (ending, screen.output + screen.errors)
    }
}
