import Files
import JSON
import TestKit
import Testing

@testable import local_runner

/// The events of Tests/sam-events, by what `sam local generate-event` calls them.
enum SAMEvents {
    static let names = [
        "s3 put", "s3 delete", "sqs receive-message", "sns notification", "apigateway http-api-proxy",
        "cloudwatch scheduled-event", "dynamodb update",
    ]

    static func text(_ name: String) throws -> [UInt8] {
        let tests = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = name.split(separator: " ").joined(separator: "-")
        return try #require(try SystemFiles().read("/\(tests)/sam-events/\(file).json"))
    }

    static func value(_ name: String) throws -> JSONValue { try JSONValue(parsing: text(name)) }
}

/// What our command makes up.
func generated(_ line: String...) async throws -> JSONValue {
    let screen = Screen()
    let ending = await screen.runner().run(["generate-event"] + line)
    try #require(ending == .success, "\(screen.errors)")
    return try JSONValue(parsing: Array(screen.output.utf8))
}

/// SAM's own generator, beside the events of its that we keep.
@Suite(.enabled(if: PythonPeer.samcli.isInstalled, "\(PythonPeer.samcli.absence)"))
struct SAMGeneratorTests {
    @Test func `the events that we keep of SAM are those that it generates`() throws {
        let said = try run(PythonPeer.command("generate_events") + SAMEvents.names)
        let lines = said.split(separator: "\n").filter { $0.hasPrefix("{") }
        try #require(lines.count == SAMEvents.names.count, "\(said.suffix(2_000))")
        for (name, line) in zip(SAMEvents.names, lines) {
            #expect(try JSONValue(parsing: Array(line.utf8)) == SAMEvents.value(name), "\(name)")
        }
    }
}
